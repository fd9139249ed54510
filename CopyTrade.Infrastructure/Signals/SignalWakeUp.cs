using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Tells the loop of this process that intents wait, and for whom. Lost with the process; the table is the truth.</summary>
internal sealed class SignalWakeUp : IDisposable
{
    private readonly ConcurrentDictionary<TenantId, TenantRef> _tenants = new();
    private readonly SemaphoreSlim _news = new(0, 1);

    /// <summary>Tenants that sent something to this process, with or without a wallet.</summary>
    public ICollection<TenantRef> Tenants => _tenants.Values;

    public void Raise(TenantRef tenant)
    {
        _tenants[tenant.Tenant] = tenant;
        Raise();
    }

    public void Raise()
    {
        try
        {
            if (_news.CurrentCount == 0) _news.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // Raised already, or over.
        }
    }

    public Task<bool> WaitAsync(TimeSpan most, CancellationToken ct) => _news.WaitAsync(most, ct);

    public void Dispose() => _news.Dispose();
}
