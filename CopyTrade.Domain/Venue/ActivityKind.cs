namespace CopyTrade.Domain.Venue;

/// <summary>What moved in a wallet other than by a trade, as the venue's record names it.</summary>
public enum ActivityKind
{
    /// <summary>Dollars became a share of each outcome.</summary>
    Split,

    /// <summary>A share of each outcome became dollars.</summary>
    Merge,

    /// <summary>Shares of a decided market were paid out. One row for each outcome; the loser's may hold nothing.</summary>
    Redeem,

    /// <summary>No-shares of several questions of one event became yes-shares of the others and dollars.</summary>
    Conversion,

    /// <summary>Collateral came in.</summary>
    Deposit,

    /// <summary>Collateral went out.</summary>
    Withdrawal,

    /// <summary>A share of the fees that takers paid on resting orders.</summary>
    MakerRebate,

    /// <summary>A share of the own fees.</summary>
    TakerRebate,

    /// <summary>Paid for liquidity.</summary>
    Reward,

    /// <summary>Paid for bringing somebody.</summary>
    ReferralReward,

    /// <summary>Interest on holdings.</summary>
    Yield,
}
