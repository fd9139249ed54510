namespace CopyTrade.Domain.Alerts;

/// <summary>Where a durable job stands (R4.17).</summary>
public enum JobStatus
{
    /// <summary>Waits for its time and for a worker.</summary>
    Pending,

    /// <summary>A worker holds it, for as long as its lease.</summary>
    Running,

    /// <summary>Done for good.</summary>
    Succeeded,

    /// <summary>Tried as often as may be, or hopeless; waits for somebody to look.</summary>
    Failed,

    /// <summary>Set aside by somebody, or there is nobody who could do it.</summary>
    Parked,
}
