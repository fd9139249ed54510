using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Positions;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>
/// A transaction of the ledger in PostgreSQL, in the tenant's scope. A turn is taken with the first read, and what nobody
/// waits for is sent together, before the next read that could see it or the commit: round trips are most of an order's own time.
/// </summary>
internal sealed class PostgresOrderSession(TenantScope scope, TenantRef tenant, ILogger logger) : IOrderSession
{
    private readonly OrderWrites _writes = new(scope);
    private string? _turn;

    // Of the order that was locked by its id at the venue: while it is locked nobody else changes them.
    private (OrderId Order, Dictionary<string, (SettlementStatus Settlement, Shares Shares)> All)? _matches;

    public Task TakeTradingTurnAsync() => TurnAsync(OrderRows.TradingTurnSql);

    public Task TakeSettlementTurnAsync() => TurnAsync(OrderRows.SettlementTurnSql);

    public Task<OrderRow?> LockAsync(OrderId id) => LockAsync(OrderRows.LockSql, new { id, tenant.Tenant });

    public async Task<OrderRow?> LockAsync(VenueOrderId id)
    {
        await _writes.SendAsync();
        var (turn, key) = (_turn, new { id, tenant.Tenant });
        _turn = null;
        using var answers = await scope.QueryMultipleAsync($"{turn}{OrderRows.LockByVenueIdSql};\n{MatchRows.OfVenueIdSql}", key);
        if (turn is not null) _ = await answers.ReadAsync<string>();
        if (await answers.ReadSingleOrDefaultAsync<OrderRow>() is not { } row) return null;
        _matches = (row.Id, (await answers.ReadAsync<(string TradeId, string Settlement, Shares Shares)>()).ToDictionary(m => m.TradeId, m => (EnumText.Parse<SettlementStatus>(m.Settlement), m.Shares)));
        return row;
    }

    public async Task<AuthorizationFacts> ReadFactsAsync(VenueMode mode, OrderId asking, DateTimeOffset now)
    {
        await FlushAsync();
        return await AuthorizationReader.ReadAsync(scope, tenant.Tenant, mode, asking, now);
    }

    public async Task<DateTimeOffset> LastSentAsync(OrderRow row)
    {
        await FlushAsync();
        return await OrderRows.LastSentAsync(scope, row);
    }

    public Task SaveAsync(OrderRow row) => _writes.SaveAsync(row);

    public Task AddEventAsync(OrderRow row, string kind, DateTimeOffset at, params (string Name, string? Value)[] values)
    {
        _writes.AddEvent(row, kind, at, values);
        return Task.CompletedTask;
    }

    public async Task<SettlementStatus?> SettlementOfAsync(OrderRow row, string tradeId)
    {
        if (MatchesOf(row) is { } known) return known.TryGetValue(tradeId, out var match) ? match.Settlement : null;
        await FlushAsync();
        return await MatchRows.SettlementOfAsync(scope, row, tradeId);
    }

    public Task SaveFillAsync(OrderRow row, VenueTrade trade, Usdc? fee, DateTimeOffset now)
    {
        if (MatchesOf(row) is { } known) known[trade.TradeId] = (trade.Status, known.TryGetValue(trade.TradeId, out var match) ? match.Shares : trade.Shares);
        return _writes.AddMatchAsync(new(row, trade, fee, now));
    }

    public async Task<(Shares Standing, Shares Voided)> MatchedAsync(OrderRow row)
    {
        if (MatchesOf(row) is { } known)
        {
            Shares Sum(bool isFailed) => known.Values.Where(match => match.Settlement == SettlementStatus.Failed == isFailed).Aggregate(Shares.Zero, (sum, match) => sum + match.Shares);
            return (Sum(false), Sum(true));
        }

        await FlushAsync();
        return await MatchRows.MatchedAsync(scope, row);
    }

    public async Task SettleLotsAsync(OrderRow row, DateTimeOffset now)
    {
        await FlushAsync();
        await LotRows.SettleAsync(scope, row, now, logger);
    }

    public async Task<SaleCover> CoverAsync(OrderRow row, DateTimeOffset now)
    {
        await FlushAsync();
        return await SellCoverSql.ReadAsync(scope, row.Id.Value, now);
    }

    public async Task<decimal?> LeftAsync(OrderRow row, DateTimeOffset now)
    {
        await FlushAsync();
        return await SellCoverSql.LeftAsync(scope, row.Id.Value, now);
    }

    public void AnnounceOrders() => scope.Announce(ChangeKind.Orders, tenant.Tenant);

    public void AnnouncePositions() => scope.Announce(ChangeKind.Positions, tenant.Tenant);

    public async Task FlushAsync()
    {
        await EndTurnAsync();
        await _writes.SendAsync();
    }

    public async Task CommitAsync()
    {
        await FlushAsync();
        await scope.CommitAsync();
    }

    public ValueTask DisposeAsync() => scope.DisposeAsync();

    private Dictionary<string, (SettlementStatus Settlement, Shares Shares)>? MatchesOf(OrderRow row) => _matches is var (order, all) && order == row.Id ? all : null;

    private async Task TurnAsync(string sql)
    {
        await EndTurnAsync();
        _turn = sql;
    }

    /// <summary>Takes a turn that no order was locked under.</summary>
    private async Task EndTurnAsync()
    {
        if (_turn is not { } sql) return;
        _turn = null;
        await scope.ExecuteAsync(sql, new { tenant.Tenant });
    }

    private async Task<OrderRow?> LockAsync(string sql, object key)
    {
        await _writes.SendAsync();
        if (_turn is not { } turn) return await scope.QuerySingleOrDefaultAsync<OrderRow>(sql, key);
        _turn = null;
        // Each statement sees what was committed before it began, so the order is read as the last one who had the turn left it.
        using var answers = await scope.QueryMultipleAsync(turn + sql, key);
        _ = await answers.ReadAsync<string>();
        return await answers.ReadSingleOrDefaultAsync<OrderRow>();
    }
}
