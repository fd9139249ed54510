using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Alerts;

/// <summary>Programs that may send alerts, and their secrets.</summary>
public interface IAlertSources
{
    /// <summary>By name.</summary>
    Task<IReadOnlyList<AlertSource>> ListAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Makes a source with one secret.</summary>
    Task<AlertSourceChange> CreateAsync(TenantRef tenant, string name, AlertSecretKind kind, CancellationToken ct);

    /// <summary>Adds a secret; the one before goes on counting, older ones of its kind do not.</summary>
    Task<AlertSourceChange> RotateAsync(TenantRef tenant, Guid id, AlertSecretKind kind, CancellationToken ct);

    /// <summary>Ends a secret at once.</summary>
    Task<AlertSourceChange> RevokeAsync(TenantRef tenant, Guid id, Guid secret, CancellationToken ct);

    /// <summary>Lets it send or not.</summary>
    Task<AlertSourceChange> EnableAsync(TenantRef tenant, Guid id, bool isEnabled, CancellationToken ct);
}
