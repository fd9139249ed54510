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
    /// <summary>Takes those of the fills that nobody else is routing and nobody has routed; their legs stand still from here on.</summary>
    Task<IReadOnlyList<ObservedFill>> TakeAsync(IEnumerable<FillId> fills, CancellationToken ct);

    /// <summary>Who follows the wallets, by which rules. Nobody changes a target or a rule of these tenants until the session ends: what is committed after it finds its orders.</summary>
    Task<ILookup<WalletAddress, Follower>> FollowersOfAsync(IReadOnlyCollection<ObservedFill> fills);

    /// <summary>What the planner has to know.</summary>
    Task<MirrorFacts> ReadFactsAsync(FactNeeds needs, DateTimeOffset now, CancellationToken ct);

    /// <summary>Calls back what a book still hopes to buy on a market.</summary>
    Task CancelEntriesAsync(TenantRef tenant, string book, ConditionId condition, DateTimeOffset now);

    /// <summary>Writes pending orders; an intent whose key is in the ledger keeps its first row. Answers in the order asked.</summary>
    Task<IReadOnlyList<(OrderIntent Intent, OrderId Id, bool Inserted)>> InsertOrdersAsync(IReadOnlyList<(TenantRef Tenant, OrderIntent Intent)> intents, VenueMode mode, DateTimeOffset now, CancellationToken ct);

    /// <summary>Writes decisions, and what they leave behind for later ones; a decision that exists stays as it is.</summary>
    Task AddDecisionsAsync(IReadOnlyList<DecisionRow> rows, VenueMode mode, DateTimeOffset now);

    /// <summary>Marks fills as done with.</summary>
    Task MarkRoutedAsync(IEnumerable<FillId> fills, DateTimeOffset now, CancellationToken ct);

    /// <summary>Tells every host, once committed, that a tenant's orders changed.</summary>
    Task AnnounceOrdersAsync(TenantId tenant);

    /// <summary>Makes all of it last. When it throws, it may have lasted all the same: whoever goes on looks first.</summary>
    Task CommitAsync();
}
