namespace CopyTrade.Domain.Alerts;

/// <summary>What a durable job does (R4.16, R4.19).</summary>
public enum JobKind
{
    /// <summary>Places what an alert asked for.</summary>
    ExecuteTxn,

    /// <summary>Calls the address that the tenant named for wake-ups.</summary>
    WakeAgent,

    /// <summary>Delivers one notification over one channel.</summary>
    Notify,

    /// <summary>Checks a wallet before it trades.</summary>
    Preflight,

    /// <summary>Buys for a dollar and sells again, to see that a wallet can.</summary>
    Canary,

    /// <summary>Tries a tenant's rules on a wallet's past (R0.58).</summary>
    TryCopy,

    /// <summary>Replays a followed wallet's last day under the tenant's rules (R0.58).</summary>
    ReplayDay,
}
