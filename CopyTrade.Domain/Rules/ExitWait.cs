namespace CopyTrade.Domain.Rules;

/// <summary>What an exit waits for, in the closed words of UI, API and metrics (snake_case there).</summary>
public enum ExitWait
{
    /// <summary>An order is on its way, or its outcome is not known: nothing else is sent.</summary>
    OrderUnderWay,

    /// <summary>A copied sale that rests holds the shares: it is taken back.</summary>
    OtherSale,

    /// <summary>A sale or a purchase is not confirmed yet.</summary>
    Settling,

    /// <summary>A moment between two tries.</summary>
    Pace,

    /// <summary>The wallet cannot trade: not connected, or its approvals are not complete.</summary>
    WalletNotReady,

    /// <summary>The market takes no orders just now, or nothing is known about it.</summary>
    MarketPaused,

    /// <summary>The book could not be read.</summary>
    BookUnknown,

    /// <summary>Nobody bids.</summary>
    NoBids,

    /// <summary>Every bid is under the lowest price to sell at.</summary>
    BelowFloor,
}
