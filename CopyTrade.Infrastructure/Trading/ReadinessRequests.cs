using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Whose wallet should be looked at soon. Thread-safe.</summary>
public sealed class ReadinessRequests : TenantSignals
{
    private readonly ConcurrentDictionary<TenantId, byte> _refused = new();

    /// <summary>The venue refused the API credentials: looked at soon, and new ones derived.</summary>
    public void RaiseCredentialsRefused(TenantRef tenant)
    {
        _refused.TryAdd(tenant.Tenant, 0);
        Raise(tenant);
    }

    /// <summary>Whether the credentials were refused since the last call.</summary>
    public bool TakeCredentialsRefused(TenantId tenant) => _refused.TryRemove(tenant, out _);
}
