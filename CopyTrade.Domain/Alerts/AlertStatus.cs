namespace CopyTrade.Domain.Alerts;

/// <summary>Where an alert stands (R4.16).</summary>
public enum AlertStatus
{
    /// <summary>Written down.</summary>
    Received,

    /// <summary>Its job waits or runs.</summary>
    Queued,

    /// <summary>Its job is done.</summary>
    Processed,

    /// <summary>Its job was given up.</summary>
    Failed,

    /// <summary>It asked for nothing.</summary>
    Ignored,
}
