using static CopyTrade.Domain.Alerts.AlertStatus;

namespace CopyTrade.Domain.Alerts;

/// <summary>What becomes of an alert (R4.16): RECEIVED → QUEUED → PROCESSED or FAILED; one to be ignored RECEIVED → IGNORED.</summary>
public static class AlertLifecycle
{
    /// <summary>The job that a mode leads to; null for none.</summary>
    public static JobKind? JobOf(AlertMode mode) => mode switch
    {
        AlertMode.ExecuteTxn => JobKind.ExecuteTxn,
        AlertMode.WakeAgent => JobKind.WakeAgent,
        AlertMode.Ignore => null,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "An unknown mode."),
    };

    /// <summary>Where an alert goes once it is routed.</summary>
    public static AlertStatus Routed(AlertMode mode) => JobOf(mode) is null ? Ignored : Queued;

    /// <summary>Where a move of its job leads; null when it stays.</summary>
    public static AlertStatus? Follow(AlertStatus status, JobStatus job) => (status, job) switch
    {
        (Queued, JobStatus.Succeeded) => Processed,
        (Queued, JobStatus.Failed) => Failed,
        (Failed, JobStatus.Pending) => Queued,   // somebody asked for it again
        _ => null,
    };
}
