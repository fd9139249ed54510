using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Signals;

/// <summary>Reads one tenant's intake.</summary>
public interface ISignalsQuery
{
    /// <summary>Newest accepted intents first.</summary>
    Task<IReadOnlyList<SignalRow>> RecentAsync(TenantRef tenant, int most, CancellationToken ct);

    /// <summary>Newest rejections of the firewall first.</summary>
    Task<IReadOnlyList<SignalRefusal>> RefusedAsync(TenantRef tenant, int most, CancellationToken ct);

    /// <summary>The figures.</summary>
    Task<SignalStats> StatsAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Generators of this installation, latest heartbeat first.</summary>
    Task<IReadOnlyList<SignalGeneratorState>> GeneratorsAsync(CancellationToken ct);
}
