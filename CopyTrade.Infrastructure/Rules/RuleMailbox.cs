using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Rules;

/// <summary>What the loop of rules has to look at next, each thing once however often it was named. Thread-safe.</summary>
internal sealed class RuleMailbox : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _news = new(0, 1);
    private HashSet<TokenId> _tokens = [];
    private HashSet<TenantId> _tenants = [];

    public void Add(IReadOnlyCollection<TokenId> tokens)
    {
        lock (_gate) _tokens.UnionWith(tokens);
        Raise();
    }

    public void Add(TenantId tenant)
    {
        lock (_gate) _tenants.Add(tenant);
        Raise();
    }

    /// <summary>Waits until something is there, but no longer than said.</summary>
    public async Task<(IReadOnlySet<TokenId> Tokens, IReadOnlySet<TenantId> Tenants)> TakeAsync(TimeSpan most, CancellationToken ct)
    {
        await _news.WaitAsync(most, ct);
        lock (_gate)
        {
            var taken = (_tokens, _tenants);
            (_tokens, _tenants) = ([], []);
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
