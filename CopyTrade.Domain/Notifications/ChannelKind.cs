namespace CopyTrade.Domain.Notifications;

/// <summary>By what a notification leaves the house.</summary>
public enum ChannelKind
{
    /// <summary>POST with a Standard Webhooks signature.</summary>
    Webhook,

    /// <summary>A bot of the user's own.</summary>
    Telegram,

    /// <summary>An incoming webhook of Discord.</summary>
    Discord,

    /// <summary>An incoming webhook of Slack.</summary>
    Slack,

    /// <summary>SMTP with STARTTLS or TLS.</summary>
    Email,

    /// <summary>The address that alerts of mode WAKE_AGENT call, with a bearer token (R4.19).</summary>
    WakeUp,
}
