namespace CopyTrade.Domain.Ledger;

/// <summary>What an entry is about.</summary>
public enum LedgerKind
{
    /// <summary>A confirmed purchase.</summary>
    Bought,

    /// <summary>The money of a confirmed sale.</summary>
    Sold,

    /// <summary>A lot, or a part of it, that a sale closed.</summary>
    Closed,

    /// <summary>A lot that the end of its market closed: paid, lost, or too small to sell.</summary>
    Ended,

    /// <summary>A fee that was not known when its trade was entered.</summary>
    FeeLearned,

    /// <summary>Dollars split into a share of each outcome.</summary>
    Split,

    /// <summary>Shares of every outcome merged into dollars.</summary>
    Merged,

    /// <summary>A rebate of fees.</summary>
    Rebated,

    /// <summary>Paid by the venue for liquidity, a referral or as interest.</summary>
    Rewarded,

    /// <summary>Money put in or taken out by the owner.</summary>
    Capital,
}
