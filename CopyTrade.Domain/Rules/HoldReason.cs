namespace CopyTrade.Domain.Rules;

/// <summary>Why a rule does nothing now, in the closed words of UI, API and metrics (snake_case there).</summary>
public enum HoldReason
{
    /// <summary>The price is on the other side of the trigger.</summary>
    NotMet,

    /// <summary>There is no position yet.</summary>
    NothingHeld,

    /// <summary>What is held settles still, or something is selling it already.</summary>
    NothingFree,

    /// <summary>No price was read yet.</summary>
    PriceUnknown,

    /// <summary>The price is too old to decide anything.</summary>
    PriceStale,

    /// <summary>Nobody bids, or there is no such price.</summary>
    NoPrice,

    /// <summary>The bids do not take all of it at the target price.</summary>
    NotEnoughBids,

    /// <summary>The market takes no orders just now.</summary>
    MarketPaused,

    /// <summary>The wallet cannot trade: not connected, or its approvals are not complete.</summary>
    WalletNotReady,

    /// <summary>The other rule of the bracket has fired.</summary>
    SiblingExits,

    /// <summary>It fired a moment ago and nothing could be sold.</summary>
    Pace,
}
