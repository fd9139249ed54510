namespace CopyTrade.Domain.Trading;

/// <summary>Why an order ended in <see cref="OrderStatus.Error"/>, in the closed words of UI, API and metrics (snake_case there). Denials of the authoriser come first, in the order in which it checks.</summary>
public enum OrderFailure
{
    /// <summary>A halt refuses new risk.</summary>
    Halted,

    /// <summary>The tenant paused copying.</summary>
    Paused,

    /// <summary>No active wallet connection.</summary>
    NoConnection,

    /// <summary>Approvals or credentials are incomplete.</summary>
    TradingNotReady,

    /// <summary>No grant was ever given.</summary>
    NoActiveGrant,

    /// <summary>The grant was taken back.</summary>
    GrantRevoked,

    /// <summary>The grant has run out.</summary>
    GrantExpired,

    /// <summary>The grant does not cover this direction.</summary>
    ScopeMissing,

    /// <summary>Above the cap of one order.</summary>
    CapExceededPerOrder,

    /// <summary>Above the cap of 24 hours.</summary>
    CapExceededDaily,

    /// <summary>Above the number of orders in one hour.</summary>
    CapExceededHourlyFills,

    /// <summary>The key cannot be used.</summary>
    SignerUnavailable,

    /// <summary>Too old to be sent: it waited longer than its fill is worth following.</summary>
    Stale,

    /// <summary>The venue refused; its code and words stand beside it.</summary>
    Rejected,
}
