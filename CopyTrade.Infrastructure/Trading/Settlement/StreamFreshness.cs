using System.Collections.Concurrent;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>When each tenant's user channel last said something. A channel can stall while its heartbeat answers, so only data counts.</summary>
public sealed class StreamFreshness(TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<TenantId, long> _heard = new();

    public void Heard(TenantId tenant) => _heard[tenant] = clock.GetTimestamp();

    public bool IsFresh(TenantId tenant) => _heard.TryGetValue(tenant, out var at) && clock.GetElapsedTime(at) < Fresh;
}
