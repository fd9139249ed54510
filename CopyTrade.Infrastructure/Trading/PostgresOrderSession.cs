using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>A transaction of the ledger in PostgreSQL, in the tenant's scope.</summary>
internal sealed class PostgresOrderSession(TenantScope scope, TenantRef tenant, ILogger logger) : IOrderSession
{
    public Task TakeTradingTurnAsync() => OrderRows.TakeTradingTurnAsync(scope, tenant);

    public Task TakeSettlementTurnAsync() => OrderRows.TakeSettlementTurnAsync(scope, tenant);

    public Task<OrderRow?> LockAsync(OrderId id) => OrderRows.LockAsync(scope, id);

    public Task<OrderRow?> LockAsync(VenueOrderId id) => OrderRows.LockAsync(scope, id);

    public Task<AuthorizationFacts> ReadFactsAsync(VenueMode mode, OrderId asking, DateTimeOffset now) => AuthorizationReader.ReadAsync(scope, tenant.Tenant, mode, asking, now);

    public Task<DateTimeOffset> LastSentAsync(OrderRow row) => OrderRows.LastSentAsync(scope, row);

    public Task SaveAsync(OrderRow row) => OrderRows.SaveAsync(scope, row);

    public Task AddEventAsync(OrderRow row, string kind, DateTimeOffset at, params (string Name, string? Value)[] values) => OrderRows.AddEventAsync(scope, row, kind, at, values);

    public Task<SettlementStatus?> SettlementOfAsync(OrderRow row, string tradeId) => MatchRows.SettlementOfAsync(scope, row, tradeId);

    public Task SaveFillAsync(OrderRow row, VenueTrade trade, Usdc? fee, DateTimeOffset now) => MatchRows.SaveAsync(scope, row, trade, fee, now);

    public Task<(Shares Standing, Shares Voided)> MatchedAsync(OrderRow row) => MatchRows.MatchedAsync(scope, row);

    public Task SettleLotsAsync(OrderRow row, DateTimeOffset now) => LotRows.SettleAsync(scope, row, now, logger);

    public Task<(decimal Free, decimal Coming)> CoverAsync(OrderRow row, DateTimeOffset now) => SellCoverSql.ReadAsync(scope, row.Id.Value, now);

    public Task AnnounceOrdersAsync() => scope.NotifyAsync(ChangeKind.Orders, tenant.Tenant);

    public Task AnnouncePositionsAsync() => scope.NotifyAsync(ChangeKind.Positions, tenant.Tenant);

    public Task CommitAsync() => scope.CommitAsync();

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
