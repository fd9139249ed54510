namespace CopyTrade.Domain.Notifications;

/// <summary>Where a message stands.</summary>
public enum DeliveryState
{
    /// <summary>For its time, or for its next try.</summary>
    Waiting,

    /// <summary>An attempt began.</summary>
    Sending,

    /// <summary>The receiver took it.</summary>
    Sent,

    /// <summary>Given up.</summary>
    Failed,

    /// <summary>The channel was switched off or removed before it left.</summary>
    Dropped,
}
