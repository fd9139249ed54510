namespace CopyTrade.Domain.Notifications;

/// <summary>How much a notification matters.</summary>
public enum NotificationSeverity
{
    /// <summary>Good to know.</summary>
    Info,

    /// <summary>Somebody should look at it today.</summary>
    Warning,

    /// <summary>Money may be at stake now; may pass quiet hours.</summary>
    Critical,
}
