using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Signals;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>
/// Where accepted intents wait and what was bought for them is tracked (R1.21): PostgreSQL in the product. Another store
/// has to do what a database does: all of a session or nothing of it, one session of a profile at a time. Thread-safe.
/// </summary>
public interface ISignalStore
{
    /// <summary>Intents to be carried out now, oldest first, with their profiles.</summary>
    Task<IReadOnlyList<QueuedSignal>> FindQueuedAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes an intent for a decision; null when it was decided meanwhile or somebody else is about to.</summary>
    Task<ISignalSession?> TakeAsync(QueuedSignal signal, CancellationToken ct);

    /// <summary>Counts a failed attempt; the intent is found again from <paramref name="until"/> on.</summary>
    Task PostponeAsync(QueuedSignal signal, DateTimeOffset until, CancellationToken ct);

    /// <summary>Ends small intents whose window is over and that nothing was added to (R1.22); answers how many.</summary>
    Task<int> GiveUpAsync(IReadOnlyCollection<TenantRef> tenants, DateTimeOffset now, CancellationToken ct);
}
