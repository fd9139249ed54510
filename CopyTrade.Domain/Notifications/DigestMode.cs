namespace CopyTrade.Domain.Notifications;

/// <summary>Whether what is not critical is collected.</summary>
public enum DigestMode
{
    /// <summary>At once.</summary>
    None,

    /// <summary>At the full hour.</summary>
    Hourly,

    /// <summary>At eight in the morning of the user's time zone.</summary>
    Daily,
}
