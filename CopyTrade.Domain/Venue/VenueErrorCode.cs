namespace CopyTrade.Domain.Venue;

/// <summary>Why the venue refused (R0.41, protocol section 7). The snake_case word is used in UI, API and metrics.</summary>
public enum VenueErrorCode
{
    /// <summary>Balance too small.</summary>
    InsufficientBalance,

    /// <summary>Spending approval missing or too small.</summary>
    InsufficientAllowance,

    /// <summary>API credentials are not accepted.</summary>
    StaleApiKey,

    /// <summary>Order or login signature is not accepted.</summary>
    InvalidSignature,

    /// <summary>Price off the grid or out of bounds.</summary>
    InvalidPriceOrTick,

    /// <summary>Size below the market's minimum.</summary>
    BelowMinOrderSize,

    /// <summary>Amounts carry too many decimals.</summary>
    InvalidAmounts,

    /// <summary>The same order exists already: look it up, it is not failed.</summary>
    DuplicateOrder,

    /// <summary>A post-only order would have matched.</summary>
    CrossesBook,

    /// <summary>A fill-or-kill or fill-and-kill order found nothing to match.</summary>
    NoMatch,

    /// <summary>The market does not take orders, is closed or unknown.</summary>
    MarketNotOpen,

    /// <summary>The account is banned or may only close.</summary>
    AccountRestricted,

    /// <summary>The venue restarts, is cancel-only, post-only or disabled.</summary>
    VenueRestricted,

    /// <summary>Paper only: there is no fresh book to fill against.</summary>
    NoFreshBook,

    /// <summary>Too many requests.</summary>
    RateLimited,

    /// <summary>The order format is of another version.</summary>
    OrderVersion,

    /// <summary>A refusal without text.</summary>
    EmptyResponse,

    /// <summary>An HTTP error without a known text.</summary>
    HttpError,

    /// <summary>A text that is not in the table.</summary>
    Unknown,
}
