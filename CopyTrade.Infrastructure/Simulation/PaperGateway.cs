using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>
/// The venue of paper accounts, behind the same port as the real one: an order waits as long as a real one travels, then
/// meets the book as it is then. Nothing of it leaves the house but questions for public books.
/// </summary>
public sealed partial class PaperGateway : IVenueGateway
{
    private static readonly TimeSpan AgainSoon = TimeSpan.FromSeconds(1);
    private readonly PaperLedger _ledger;
    private readonly TenantScopes _scopes;
    private readonly IOrderBooks _books;
    private readonly IMarketCatalog _markets;
    private readonly PaperLatency _latency;
    private readonly PaperNews _news;
    private readonly TimeProvider _clock;
    private readonly ILogger<PaperGateway> _logger;

    internal PaperGateway(PaperLedger ledger, TenantScopes scopes, IOrderBooks books, IMarketCatalog markets, PaperLatency latency, PaperNews news, TimeProvider clock, ILogger<PaperGateway> logger) =>
        (_ledger, _scopes, _books, _markets, _latency, _news, _clock, _logger) = (ledger, scopes, books, markets, latency, news, clock, logger);

    public async Task<SubmitOutcome> SubmitAsync(VenueCredentials credentials, SignedOrder order, TimeInForce timeInForce, Urgency urgency, Func<Task>? lastLook, CancellationToken ct)
    {
        try
        {
            return await TakeAsync(credentials, order, ct);
        }
        catch (Exception e)
        {
            // The boundary of the port. Whether the transaction was committed is what the lookup by hash tells.
            Log.OrderBroke(_logger, order.OrderId, e);
            return new SubmitOutcome.Unknown(e.Message);
        }
    }

    public async Task<CancelOutcome> CancelAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct)
    {
        var account = AccountOf(credentials);
        await using var scope = await _scopes.OpenManyAsync([account], ct);
        await scope.ExecuteAsync("update paper_order set status = 'canceled', finished_at = @now where venue_order_id = @order and billing_account_id = @Tenant and status = 'live'", new { account.Tenant, order, now = _clock.GetUtcNow() });
        await scope.CommitAsync();
        return new CancelOutcome.Cancelled();
    }

    public async Task<OrderLookup> FindOrderAsync(VenueCredentials credentials, VenueOrderId order, CancellationToken ct)
    {
        var account = AccountOf(credentials);
        await using var scope = await _scopes.OpenManyAsync([account], ct);
        var row = await scope.QuerySingleOrDefaultAsync<OrderRow>("select status, shares, matched_shares from paper_order where venue_order_id = @order and billing_account_id = @Tenant", new { account.Tenant, order });
        if (row is null) return new OrderLookup.NotFound();
        var fills = await scope.QueryAsync<Guid>("select id from paper_fill where venue_order_id = @order order by id", new { order });
        return new OrderLookup.Found(EnumText.Parse<VenueOrderStatus>(row.Status), row.Shares, row.MatchedShares, [.. fills.Select(id => id.ToString("D"))]);
    }

    public Task<IReadOnlyList<VenueTrade>> TradesAsync(VenueCredentials credentials, DateTimeOffset? since, CancellationToken ct) => ReadTradesAsync(credentials, since, null, ct);

    public async Task<IReadOnlyList<VenueTrade>> FindTradeAsync(VenueCredentials credentials, string tradeId, CancellationToken ct) =>
        Guid.TryParse(tradeId, out var trade) ? await ReadTradesAsync(credentials, null, trade, ct) : [];

    private async Task<IReadOnlyList<VenueTrade>> ReadTradesAsync(VenueCredentials credentials, DateTimeOffset? since, Guid? trade, CancellationToken ct)
    {
        var account = AccountOf(credentials);
        await using var scope = await _scopes.OpenManyAsync([account], ct);
        var now = _clock.GetUtcNow();
        var rows = await scope.QueryAsync<FillRow>("""
            select f.id, f.venue_order_id, o.condition_id, f.token_id, f.side, f.shares, f.price, f.fee, f.is_taker, f.matched_at, f.settles_at
              from paper_fill f join paper_order o on o.venue_order_id = f.venue_order_id
             where f.billing_account_id = @Tenant and (@since::timestamptz is null or f.matched_at >= @since or f.settles_at >= @since)
               and (@trade::uuid is null or f.id = @trade)
             order by f.matched_at, f.id
            """, new { account.Tenant, since = since?.UtcDateTime, trade });
        return [.. rows.Select(row => row.ToTrade(now))];
    }

    private async Task<SubmitOutcome> TakeAsync(VenueCredentials credentials, SignedOrder order, CancellationToken ct)
    {
        var account = AccountOf(credentials);
        if (PaperOrderBody.Read(order.Body.Span) is not { } terms || terms.Maker != credentials.Address)
            return new SubmitOutcome.Rejected(VenueErrorCode.InvalidSignature, "These bytes are no order of this paper wallet.");
        if (await _ledger.FindAsync(account, order.OrderId, ct) is not var (condition, isKnown)) return new SubmitOutcome.Rejected(VenueErrorCode.AccountRestricted, "The order is not in the ledger of this paper account.");
        if (isKnown) return Duplicate(order.OrderId);

        var latency = _latency.Current;
        await Task.Delay(latency, _clock, ct);
        Market? market;
        OrderBook? book;
        try
        {
            market = terms.Side == OrderSide.Sell ? await _markets.FindToSellAsync(condition, terms.Token, ct) : await _markets.FindAsync(condition, terms.Token, ct);
            book = await _books.FindAsync(terms.Token, ct);
        }
        catch (VenueUnavailableException e)
        {
            return new SubmitOutcome.Rejected(VenueErrorCode.NoFreshBook, $"No fresh book to fill against: {e.Message}", AgainSoon);
        }

        if (market is null) return new SubmitOutcome.Rejected(VenueErrorCode.MarketNotOpen, "The venue knows no such market.");
        var outcome = await _ledger.ArriveAsync(account, new PaperArrival(order.OrderId, PaperOrder.Of(terms), market, book, latency));
        if (outcome is PaperOutcome.Taken { Matches.Count: > 0 }) _news.Raise(credentials.Address);
        return outcome switch
        {
            PaperOutcome.Taken taken => new SubmitOutcome.Accepted(order.OrderId, taken.Matches.Count > 0 ? PlacementStatus.Matched : PlacementStatus.Live),
            PaperOutcome.Refused refused => Rejected(refused),
            _ => await _ledger.FindAsync(account, order.OrderId, CancellationToken.None) is (_, true)
                ? Duplicate(order.OrderId)
                : new SubmitOutcome.Rejected(VenueErrorCode.AccountRestricted, "This paper account is closed."),
        };
    }

    private static SubmitOutcome.Rejected Duplicate(VenueOrderId order) => new(VenueErrorCode.DuplicateOrder, $"order {order} is invalid. Duplicated.");

    private static SubmitOutcome.Rejected Rejected(PaperOutcome.Refused refused) => refused.Reason switch
    {
        PaperRefusal.MarketNotOpen => new(VenueErrorCode.MarketNotOpen, refused.Detail),
        PaperRefusal.OffGrid => new(VenueErrorCode.InvalidPriceOrTick, refused.Detail),
        PaperRefusal.BelowMinimum => new(VenueErrorCode.BelowMinOrderSize, refused.Detail),
        PaperRefusal.InsufficientBalance => new(VenueErrorCode.InsufficientBalance, refused.Detail),
        PaperRefusal.NoFreshBook => new(VenueErrorCode.NoFreshBook, refused.Detail, AgainSoon),
        _ => new(VenueErrorCode.NoMatch, refused.Detail),
    };

    private static TenantRef AccountOf(VenueCredentials credentials) =>
        credentials.PaperAccount ?? throw new InvalidOperationException("The paper venue was asked with the credentials of a real wallet.");

    private sealed record OrderRow(string Status, Shares Shares, Shares MatchedShares);

    private sealed record FillRow(
        Guid Id, VenueOrderId VenueOrderId, ConditionId ConditionId, TokenId TokenId, string Side, Shares Shares, Price Price, Usdc Fee, bool IsTaker, DateTimeOffset MatchedAt, DateTimeOffset SettlesAt)
    {
        public VenueTrade ToTrade(DateTimeOffset now) => new(
            Id.ToString("D"), VenueOrderId, ConditionId, TokenId, EnumText.Parse<OrderSide>(Side), Shares, Price, Fee, IsTaker,
            SettlesAt <= now ? SettlementStatus.Confirmed : SettlementStatus.Matched, null, MatchedAt);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 9501, Level = LogLevel.Error, Message = "Paper order {OrderId} broke; it is looked up by its hash.")]
        public static partial void OrderBroke(ILogger logger, VenueOrderId orderId, Exception exception);
    }
}
