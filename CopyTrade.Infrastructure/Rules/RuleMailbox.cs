using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What the loop of rules has to look at next, each thing once however often it was named. Thread-safe.</summary>
internal sealed class RuleMailbox(TimeProvider clock) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private Dictionary<TokenId, long> _books = [];
    private HashSet<TenantId> _tenants = [];

    public void Add(IReadOnlyCollection<BookChange> changes)
    {
        lock (_gate)
        {
            // The first stays: how long it waited is counted from there.
            foreach (var change in changes) _books.TryAdd(change.Token, change.Since);
        }

        Raise();
    }

    /// <summary>The rules on this token are to be judged again.</summary>
    public void Add(TokenId token) => Add([new BookChange(token, clock.GetTimestamp())]);

    /// <summary>The rules of this tenant are to be read again.</summary>
    public void Add(TenantId tenant)
    {
        lock (_gate) _tenants.Add(tenant);
        Raise();
    }

    /// <summary>Ends a wait, though nothing was named.</summary>
    public void Wake() => Raise();

    /// <summary>Waits until something is there, but no longer than said.</summary>
    public async Task<(IReadOnlyDictionary<TokenId, long> Books, IReadOnlySet<TenantId> Tenants)> TakeAsync(TimeSpan most, CancellationToken ct)
    {
        await _news.WaitAsync(most, ct);
        lock (_gate)
        {
            var taken = (_books, _tenants);
            (_books, _tenants) = ([], []);
            return taken;
        }
    }

    public void Dispose() => _news.Dispose();

    private void Raise()
    {
        lock (_gate)
        {
            if (_news.CurrentCount == 0) _news.Release();
        }
    }
}
