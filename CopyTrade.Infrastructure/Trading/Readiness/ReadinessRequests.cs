using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Trading.Readiness;

/// <summary>Whose wallet should be looked at soon. Thread-safe.</summary>
public sealed class ReadinessRequests : TenantSignals
{
    private readonly ConcurrentDictionary<TenantId, WalletDoubts> _doubts = new();

    /// <summary>The venue refused something because of the wallet: looked at soon, with this in mind.</summary>
    public void Raise(TenantRef tenant, WalletDoubts doubts)
    {
        _doubts.AddOrUpdate(tenant.Tenant, doubts, (_, before) => before | doubts);
        Raise(tenant);
    }

    /// <summary>What was put in doubt since the last call.</summary>
    public WalletDoubts TakeDoubts(TenantId tenant) => _doubts.TryRemove(tenant, out var doubts) ? doubts : WalletDoubts.None;
}
