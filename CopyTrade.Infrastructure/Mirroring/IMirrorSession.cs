using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>
/// One transaction that routes fills: decisions, orders and the mark that a fill was routed are there together or not at
/// all. Disposed without <see cref="CommitAsync"/> it leaves nothing behind. Not for use by several threads.
/// </summary>
internal interface IMirrorSession : IAsyncDisposable
{
    /// <summary>
    /// Takes those of the fills that nobody else is routing and nobody has routed; their legs stand still from here on. And who follows
    /// their wallets, by which rules: nobody changes a target or a rule of these tenants until the session ends, so what is committed after it finds its orders.
    /// </summary>
    Task<(IReadOnlyList<ObservedFill> Taken, ILookup<WalletAddress, Follower> Followers)> TakeAsync(IReadOnlyCollection<ObservedFill> fills, CancellationToken ct);

    /// <summary>What the planner has to know.</summary>
    Task<MirrorFacts> ReadFactsAsync(FactNeeds needs, DateTimeOffset now, CancellationToken ct);

    /// <summary>Calls back what books still hope to buy on markets that they leave.</summary>
    Task CancelEntriesAsync(IReadOnlyList<(TenantRef Tenant, string Book, ConditionId Condition)> leaving, DateTimeOffset now);

    /// <summary>Writes pending orders; an intent whose key is in the ledger keeps its first row. Answers in the order asked.</summary>
    Task<IReadOnlyList<(OrderIntent Intent, OrderId Id, bool Inserted)>> InsertOrdersAsync(IReadOnlyList<(TenantRef Tenant, OrderIntent Intent)> intents, VenueMode mode, DateTimeOffset now, CancellationToken ct);

    /// <summary>Writes decisions and what they leave behind for later ones, a decision that exists stays as it is; marks fills as done with; and tells every host, once committed, whose orders changed.</summary>
    Task EndAsync(IReadOnlyList<DecisionRow> rows, IEnumerable<FillId> routed, VenueMode mode, DateTimeOffset now);

    /// <summary>Makes all of it last. When it throws, it may have lasted all the same: whoever goes on looks first.</summary>
    Task CommitAsync();
}
