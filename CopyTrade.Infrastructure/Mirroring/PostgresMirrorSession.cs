using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A transaction of the router in PostgreSQL, in the scope of its tenants.</summary>
internal sealed class PostgresMirrorSession(TenantScope scope) : IMirrorSession
{
    public Task<IReadOnlyList<ObservedFill>> TakeAsync(IEnumerable<FillId> fills, CancellationToken ct) => FillRows.TakeAsync(scope.Connection, scope.Transaction, fills, ct);

    public Task<ILookup<WalletAddress, Follower>> FollowersOfAsync(IReadOnlyCollection<ObservedFill> fills) => FollowerRows.ReadAsync(scope, fills, scope.Tenants);

    public Task<MirrorFacts> ReadFactsAsync(FactNeeds needs, DateTimeOffset now, CancellationToken ct) => MirrorFactsReader.ReadAsync(scope, needs, now, ct);

    public Task CancelEntriesAsync(TenantRef tenant, string book, ConditionId condition, DateTimeOffset now) => OrderCancels.RequestAsync(scope, tenant, book, condition, now);

    public Task<IReadOnlyList<(OrderIntent Intent, OrderId Id, bool Inserted)>> InsertOrdersAsync(IReadOnlyList<(TenantRef Tenant, OrderIntent Intent)> intents, VenueMode mode, DateTimeOffset now, CancellationToken ct) =>
        OrderLedger.InsertAsync(scope, intents, mode, now, ct);

    public async Task AddDecisionsAsync(IReadOnlyList<DecisionRow> rows, VenueMode mode, DateTimeOffset now)
    {
        await DecisionLog.InsertAsync(scope, rows, mode, now);
        await PolicyRecords.WriteAsync(scope, rows, now);
    }

    public Task MarkRoutedAsync(IEnumerable<FillId> fills, DateTimeOffset now, CancellationToken ct) => FillRows.MarkRoutedAsync(scope.Connection, scope.Transaction, fills, now, ct);

    public Task AnnounceOrdersAsync(TenantId tenant) => scope.NotifyAsync(ChangeKind.Orders, tenant);

    public Task CommitAsync() => scope.CommitAsync();

    public ValueTask DisposeAsync() => scope.DisposeAsync();
}
