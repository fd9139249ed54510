using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Signals;

/// <summary>Runs the check of a profile against database and venue (R1.15).</summary>
public interface ISignalHealth
{
    /// <summary>Never throws but for cancellation: a database that fails is a line of the answer.</summary>
    Task<IReadOnlyList<SignalHealthItem>> CheckAsync(TenantRef tenant, SignalProfile profile, CancellationToken ct);
}
