using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Infrastructure.Trading;

/// <summary>A venue in memory behind the real ports: the three outcomes of a write, refusal of a second copy by hash, and answers lost after acceptance.</summary>
internal sealed class FakeVenue : IVenueGateway, IOrderSigner, IVenueCredentials, IMarketCatalog, IVenueAccounts
{
    private readonly ConcurrentDictionary<string, Resting> _orders = new();
    private readonly HashSet<string> _revoked = [];
    private int _derived;

    /// <summary>Every body that arrived, in order.</summary>
    public ConcurrentQueue<(string OrderId, string Body)> Received { get; } = new();

    /// <summary>What to do with the next sends; accept when empty.</summary>
    public ConcurrentQueue<Func<SubmitOutcome?>> Next { get; } = new();

    /// <summary>Tokens whose market is to be read anew.</summary>
    public ConcurrentQueue<TokenId> Forgotten { get; } = new();

    public List<VenueTrade> Trades { get; } = [];

    public List<string> Cancelled { get; } = [];

    /// <summary>How often credentials were asked for.</summary>
    public int Derived => _derived;

    /// <summary>For a venue that is slow with some.</summary>
    public Func<VenueCredentials, CancellationToken, Task> BeforeCollateral { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>No API key is ever right.</summary>
    public bool RefusesEverything { get; set; }

    public bool LookupsFail { get; set; }

    /// <summary>What signing waits for.</summary>
    public Func<TenantRef, Task> BeforeSigning { get; set; } = _ => Task.CompletedTask;

    /// <summary>Ids that the orders of some get whatever they are, so that the ledger refuses them.</summary>
    public Dictionary<TenantRef, VenueOrderId> SignsAs { get; } = [];

    public bool KeyIsBroken { get; set; }

    /// <summary>The way of an order to the venue: the last look of whoever sends it, and when it is given up.</summary>
    public Func<Func<Task>?, CancellationToken, Task> OnTheWay { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What an order that has arrived waits for.</summary>
    public Func<Task> BeforeAnswering { get; set; } = () => Task.CompletedTask;

    public int Accepted => _orders.Count;

    public CollateralState Collateral { get; set; } = new(Usdc.Of(100m), true);

    public static SubmitOutcome? AcceptAndLoseTheAnswer() => new SubmitOutcome.Unknown("connection reset");

    public async Task<SignedOrder> SignAsync(TenantRef tenant, WalletConnectionId connection, OrderTerms terms, CancellationToken ct)
    {
        if (KeyIsBroken) throw new SignerUnavailableException("The key cannot be opened.");
        await BeforeSigning(tenant);
        if (SignsAs.TryGetValue(tenant, out var taken)) return new SignedOrder(taken, new byte[] { 1 });
        var body = JsonSerializer.SerializeToUtf8Bytes(new { terms.Salt, terms.TimestampMs, token = terms.Token.Value, maker = terms.Maker.Value, price = terms.Price.Value, shares = terms.Shares.Quantity, connection = connection.Value });
        return new SignedOrder(VenueOrderId.Parse("0x" + Convert.ToHexString(SHA256.HashData(body))), body);
    }

    public async Task<SubmitOutcome> SubmitAsync(VenueCredentials credentials, SignedOrder order, TimeInForce timeInForce, Urgency urgency, Func<Task>? lastLook, CancellationToken ct)
    {
        await OnTheWay(lastLook, ct);
        await BeforeAnswering();
        Received.Enqueue((order.OrderId.Value, Encoding.UTF8.GetString(order.Body.Span)));
        var scripted = Next.TryDequeue(out var script) ? script() : null;
        if (scripted is SubmitOutcome.Rejected or SubmitOutcome.Unknown { Cause: "never arrived" }) return scripted;
        if (!_orders.TryAdd(order.OrderId.Value, new(VenueOrderStatus.Live, Shares.Zero))) return new SubmitOutcome.Rejected(VenueErrorCode.DuplicateOrder, $"order {order.OrderId} is invalid. Duplicated.");
        return scripted ?? new SubmitOutcome.Accepted(order.OrderId, PlacementStatus.Live);
    }

    public Task<CancelOutcome> CancelAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct)
    {
        lock (Cancelled) Cancelled.Add(order.Value);
        var rested = _orders.TryGetValue(order.Value, out var resting) && resting.Status == VenueOrderStatus.Live;
        if (rested) _orders[order.Value] = resting! with { Status = VenueOrderStatus.Canceled };
        return Task.FromResult<CancelOutcome>(new CancelOutcome.Cancelled(WasGone: !rested));
    }

    public Task<OrderLookup> FindOrderAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct) => Task.FromResult<OrderLookup>(
        LookupsFail ? new OrderLookup.Unavailable("down")
        : _orders.TryGetValue(order.Value, out var found) ? new OrderLookup.Found(found.Status, Shares.Of(10m), found.Matched, [])
        : new OrderLookup.NotFound());

    /// <summary>From when on trades were asked for, in order.</summary>
    public List<DateTimeOffset?> AskedSince { get; } = [];

    /// <summary>Trades that were asked for by their id.</summary>
    public List<string> AskedFor { get; } = [];

    /// <summary>For a venue that is slow with trades.</summary>
    public Func<Task> BeforeTrades { get; set; } = () => Task.CompletedTask;

    public async Task<IReadOnlyList<VenueTrade>> TradesAsync(VenueCredentials credentials, DateTimeOffset? since, CancellationToken ct)
    {
        lock (AskedSince) AskedSince.Add(since);
        await BeforeTrades();
        return [.. Trades.Where(trade => since is null || trade.MatchedAt >= since)];
    }

    public Task<IReadOnlyList<VenueTrade>> FindTradeAsync(VenueCredentials credentials, string tradeId, CancellationToken ct)
    {
        AskedFor.Add(tradeId);
        return Task.FromResult<IReadOnlyList<VenueTrade>>([.. Trades.Where(trade => trade.TradeId == tradeId)]);
    }

    public Task<VenueCredentials?> GetAsync(TenantRef tenant, WalletConnectionId connection, CancellationToken ct) => Task.FromResult<VenueCredentials?>(Login);

    public Task StoreAsync(TenantRef tenant, WalletConnectionId connection, VenueCredentials credentials, CancellationToken ct) => Task.CompletedTask;

    /// <summary>The catalog of markets does not answer.</summary>
    public bool MarketsFail { get; set; }

    public Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct) => MarketsFail ? throw new VenueUnavailableException("The catalog is down.") : Task.FromResult<Market?>(new(
        condition, token, null, null, null, TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0.04m, 1, null, true, false, DateTimeOffset.UnixEpoch));

    public void Forget(TokenId token) => Forgotten.Enqueue(token);

    public Task<VenueCredentials> DeriveCredentialsAsync(TenantRef tenant, WalletConnection connection, CancellationToken ct) => Task.FromResult(new VenueCredentials(connection.Signer, $"key {Interlocked.Increment(ref _derived)}", "secret", "pass"));

    public async Task<CollateralState> CollateralAsync(VenueCredentials credentials, SignatureType signatureType, CancellationToken ct)
    {
        await BeforeCollateral(credentials, ct);
        return RefusesEverything || _revoked.Contains(credentials.ApiKey) ? throw new VenueUnavailableException("HTTP 401: Unauthorized/Invalid api key") { CredentialsRefused = true } : Collateral;
    }

    /// <summary>Every key given so far is worth nothing any more.</summary>
    public void Revoke() => _revoked.UnionWith(Enumerable.Range(1, Derived).Select(number => $"key {number}"));

    /// <summary>What the venue was told to read again: tokens, null for collateral.</summary>
    public List<TokenId?> Refreshed { get; } = [];

    public Task RefreshBalanceAsync(VenueCredentials credentials, SignatureType signatureType, TokenId? token, CancellationToken ct)
    {
        lock (Refreshed) Refreshed.Add(token);
        return Task.CompletedTask;
    }

    public void Match(VenueOrderId order, VenueOrderStatus status, decimal matched) => _orders[order.Value] = new(status, Shares.Of(matched));

    public void Lose(VenueOrderId order) => _orders.TryRemove(order.Value, out _);

    private static VenueCredentials Login { get; } = new(WalletAddress.Parse("0x" + new string('a', 40)), "key", "secret", "pass");

    private sealed record Resting(VenueOrderStatus Status, Shares Matched);
}
