namespace CopyTrade.Domain.Signals;

/// <summary>Why an intent becomes no order: a closed set, the same words (snake_case) in UI, API and stored rows. The firewall's codes come first, in the order in which it checks (R1.6, R1.7); those after <see cref="Duplicate"/> are found when an accepted intent is carried out.</summary>
public enum SignalReject
{
    /// <summary>Not an intent: a field is missing, unknown, of the wrong kind, or out of range (R1.3).</summary>
    SchemaInvalid,

    /// <summary>The intent names a profile that the account does not have.</summary>
    ProfileUnknown,

    /// <summary>The profile follows nobody, so it follows nothing.</summary>
    AllowlistEmpty,

    /// <summary>The trader is not on the profile's list.</summary>
    TraderNotAllowed,

    /// <summary>The market is not on the profile's list; an empty list allows all.</summary>
    MarketNotAllowed,

    /// <summary>More dollars than the profile takes from one intent.</summary>
    SizeAboveMaxUsdc,

    /// <summary>More tokens than the profile takes from one intent.</summary>
    SizeAboveMaxTokens,

    /// <summary>Under the smallest order: the intent itself, or what our sizing makes of it.</summary>
    SizeBelowMinimum,

    /// <summary>Too old, or from the future (R1.9).</summary>
    Stale,

    /// <summary>This intent id was accepted before; for ever (R1.9).</summary>
    Duplicate,

    /// <summary>The venue knows no such market or token, or takes no orders for it.</summary>
    MarketUnknown,

    /// <summary>The book could not be read: nothing is placed blindly (R1.11).</summary>
    BookUnavailable,

    /// <summary>Nobody sells.</summary>
    NoAsks,

    /// <summary>Nobody buys.</summary>
    NoBids,

    /// <summary>The price moved further against us than the profile allows.</summary>
    SlippageTooHigh,

    /// <summary>The best ask is above the intent's limit.</summary>
    PriceAboveLimit,

    /// <summary>The best bid is under the intent's limit.</summary>
    PriceBelowLimit,

    /// <summary>A sale of what this profile never bought for this trader (R1.12).</summary>
    NoTrackedPurchases,

    /// <summary>Our balance is not known; unknown is not zero and not enough.</summary>
    BalanceUnknown,

    /// <summary>The profile's own budget of 24 hours is used up (R1.18).</summary>
    BudgetExceeded,
}
