using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Tenants for whom something should be done soon; asked several times is once. Thread-safe.</summary>
public abstract class TenantSignals
{
    private readonly ConcurrentDictionary<TenantRef, byte> _raised = new();

    public void Raise(TenantRef tenant) => _raised.TryAdd(tenant, 0);

    public IReadOnlyList<TenantRef> Drain() => [.. _raised.Keys.Where(tenant => _raised.TryRemove(tenant, out _))];
}
