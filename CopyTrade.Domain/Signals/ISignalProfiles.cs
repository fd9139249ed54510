using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Signals;

/// <summary>The profiles of a tenant. Every change is recorded with its author, before and after (R1.8).</summary>
public interface ISignalProfiles
{
    /// <summary>Those that take intents, by name.</summary>
    Task<IReadOnlyList<SignalProfile>> ListAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Makes a profile; a name is never used twice, because its lots carry it.</summary>
    Task<SignalProfileChange> CreateAsync(TenantRef tenant, string name, SignalTerms terms, string changedBy, CancellationToken ct);

    /// <summary>Replaces the rules.</summary>
    Task<SignalProfileChange> ChangeAsync(TenantRef tenant, SignalProfileId id, SignalTerms terms, string changedBy, CancellationToken ct);

    /// <summary>Takes no more intents; what it bought stays.</summary>
    Task<SignalProfileChange> CloseAsync(TenantRef tenant, SignalProfileId id, string changedBy, CancellationToken ct);
}
