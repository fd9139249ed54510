using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A transaction of the router in PostgreSQL, in the scope of its tenants.</summary>
internal sealed class PostgresMirrorSession(TenantScope scope) : IMirrorSession
{
    public async Task<(IReadOnlyList<ObservedFill> Taken, ILookup<WalletAddress, Follower> Followers)> TakeAsync(IReadOnlyCollection<ObservedFill> fills, CancellationToken ct)
    {
        using var answers = await scope.QueryMultipleAsync(FillRows.TakeSql + FollowerRows.Sql, new
        {
            ids = fills.Select(fill => fill.Id.Value).ToArray(),
            slots = TargetTurns.SlotsOf(scope.Tenants),
            wallets = fills.Select(fill => fill.Wallet.Value).Distinct().ToArray(),
        });
        return (await FillRows.ReadAsync(answers), await FollowerRows.ReadAsync(answers, scope.Tenants));
    }

    public Task<MirrorFacts> ReadFactsAsync(FactNeeds needs, DateTimeOffset now, CancellationToken ct) => MirrorFactsReader.ReadAsync(scope, needs, now, ct);

    public Task CancelEntriesAsync(IReadOnlyList<(TenantRef Tenant, string Book, ConditionId Condition)> leaving, DateTimeOffset now) => OrderCancels.RequestAsync(scope, leaving, now);

    public Task<IReadOnlyList<(OrderIntent Intent, OrderId Id, bool Inserted)>> InsertOrdersAsync(IReadOnlyList<(TenantRef Tenant, OrderIntent Intent)> intents, VenueMode mode, DateTimeOffset now, CancellationToken ct) =>
        OrderLedger.InsertAsync(scope, intents, mode, now, ct);

    public async Task EndAsync(IReadOnlyList<DecisionRow> rows, IEnumerable<FillId> routed, VenueMode mode, DateTimeOffset now)
    {
        await PolicyRecords.WriteAsync(scope, rows, now);
        await DecisionLog.EndAsync(scope, rows, routed, mode, now);
    }

    public Task CommitAsync() => scope.CommitAsync();

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
