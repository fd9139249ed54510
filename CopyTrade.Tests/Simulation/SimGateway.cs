using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Simulation;

/// <summary>The venue's ports as one process reaches them.</summary>
internal sealed class SimGateway(World world, Weather weather, SimVenue venue, SimDatabase database, SimProcess process, Planted planted)
    : IVenueGateway, IVenueCredentials, IOrderSigner, IMarketCatalog, IOrderBooks
{
    private readonly HashSet<TokenId> _markets = [];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<SubmitOutcome> SubmitAsync(VenueCredentials credentials, SignedOrder order, TimeInForce timeInForce, Urgency urgency, Func<Task>? lastLook, CancellationToken ct)
    {
        await PauseAsync("before the POST");
        if (lastLook is not null) await lastLook();
        if (ct.IsCancellationRequested) return new SubmitOutcome.Unknown("given up before it was sent");
        var answer = new TaskCompletionSource<SubmitOutcome>();
        await using var late = ct.Register(() => answer.TrySetResult(new SubmitOutcome.Unknown("given up")));
        SimulationChecks.MayLeave(world, database, venue, order);
        venue.Transmit(process, database.Tenants[new(Guid.Parse(credentials.ApiKey))], order, outcome => answer.TrySetResult(outcome));
        world.After(Patience, process, () => answer.TrySetResult(new SubmitOutcome.Unknown("no answer")));
        var outcome = await answer.Task;
        world.Note($"{process.Name} heard {outcome.GetType().Name} for {order.OrderId.Value[..8]}");
        return planted switch
        {
            Planted.DuplicateIsRefusal when outcome is SubmitOutcome.Rejected { Code: VenueErrorCode.DuplicateOrder } => new SubmitOutcome.Rejected(VenueErrorCode.InvalidAmounts, "Duplicated"),
            Planted.SilenceIsRefusal when outcome is SubmitOutcome.Unknown => new SubmitOutcome.Rejected(VenueErrorCode.HttpError, "no answer"),
            _ => outcome,
        };
    }

    public async Task<CancelOutcome> CancelAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct)
    {
        await PauseAsync("before the DELETE");
        if (world.Happens(weather.RequestLost)) return new CancelOutcome.Unknown("no answer");
        var outcome = venue.TakeBack(order);
        await PauseAsync("after the DELETE");
        return world.Happens(weather.AnswerLost) ? new CancelOutcome.Unknown("no answer") : outcome;
    }

    public async Task<OrderLookup> FindOrderAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct)
    {
        await PauseAsync("find order");
        var found = venue.Find(order);
        await PauseAsync("found order");
        return world.Happens(weather.LookupFails) ? new OrderLookup.Unavailable("HTTP 500") : found;
    }

    public async Task<IReadOnlyList<VenueTrade>> TradesAsync(VenueCredentials credentials, DateTimeOffset? since, CancellationToken ct)
    {
        await PauseAsync("trades");
        if (world.Happens(weather.LookupFails)) throw new VenueUnavailableException("HTTP 500");
        return [.. venue.Trades.Where(trade => trade.Order.Tenant.Login == credentials).Select(trade => trade.View(planted))];
    }

    public async Task<IReadOnlyList<VenueTrade>> FindTradeAsync(VenueCredentials credentials, string tradeId, CancellationToken ct) =>
        [.. (await TradesAsync(credentials, null, ct)).Where(trade => trade.TradeId == tradeId)];

    public Task<VenueCredentials?> GetAsync(TenantRef tenant, WalletConnectionId connection, CancellationToken ct) => Task.FromResult<VenueCredentials?>(database.Tenants[tenant.Tenant].Login);

    /// <summary>Keys and credentials for many: two questions that take their time.</summary>
    public Task OpenAsync(IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct) => PauseAsync("open keys");

    public async Task<SignedOrder> SignAsync(TenantRef tenant, WalletConnectionId connection, OrderTerms terms, CancellationToken ct)
    {
        await PauseAsync("sign");
        var cause = terms.Salt;
        if (planted is Planted.SignAgainWhenUnknown or Planted.BatchSignedAgain) terms = terms with { Salt = world.Random.Next() };
        var body = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{tenant.Tenant} {terms.Salt} {terms.TimestampMs} {terms.Side} {terms.Shares} {terms.Price}"));
        var id = VenueOrderId.Parse("0x" + Convert.ToHexString(SHA256.HashData(body)));
        venue.Signed(id, terms, cause);
        return new(id, body);
    }

    public async Task<Market?> FindAsync(ConditionId condition, TokenId token, CancellationToken ct)
    {
        if (_markets.Contains(token)) return SimMarket.Of(token).View(token, world.Now);
        await PauseAsync("market");
        if (world.Happens(weather.LookupFails)) throw new VenueUnavailableException("HTTP 500");
        _markets.Add(token);
        return SimMarket.Of(token).View(token, world.Now);
    }

    public async Task<OrderBook?> FindAsync(TokenId token, CancellationToken ct)
    {
        await PauseAsync("book");
        if (world.Happens(weather.LookupFails)) throw new VenueUnavailableException("HTTP 500");
        var ask = 0.40m + (world.Random.Next(20) / 100m);
        return new(token, [new(Price.Of(ask - (0.01m * world.Random.Next(1, 6))), Shares.Of(100m))], [new(Price.Of(ask), Shares.Of(50m + world.Random.Next(100)))], world.Now);
    }

    public void Forget(TokenId token)
    {
    }

    private Task PauseAsync(string where) => Interruptions.PauseAsync(world, weather, process, world.Between(0.001, 0.02), where);
}
