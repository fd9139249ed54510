namespace CopyTrade.Domain.Research.Copies;

/// <summary>Where the difference between a target's profit and ours went, in the order of the waterfall. What each holds is defined in <see cref="CopyGap"/>.</summary>
public enum GapBar
{
    /// <summary>Trades of theirs that we did not see, or saw after the time within which the platform follows. Counted at their size.</summary>
    NotSeen,

    /// <summary>Trades of theirs that a rule refused, split by the rule. Counted at their size.</summary>
    Skipped,

    /// <summary>From their size to the size that the rules of size chose.</summary>
    Sized,

    /// <summary>From the chosen size to the ordered one, where a ceiling or the balance made it smaller.</summary>
    Capped,

    /// <summary>Ordered and not matched: denied, refused, expired or withdrawn, split by what happened.</summary>
    NotFilled,

    /// <summary>Our entry price against theirs, and the shares more that a better price brought.</summary>
    Price,

    /// <summary>Our fees, entry and exit.</summary>
    Fees,

    /// <summary>We left later, earlier or at another price than they did: late copies of sales, our own stops, sales by hand, redemptions.</summary>
    ExitTiming,

    /// <summary>Rounding to the venue's steps, dust, and trades too small to copy that never came to an order.</summary>
    Rounding,

    /// <summary>Lots in this target's book that answer no trade of theirs.</summary>
    Other,
}
