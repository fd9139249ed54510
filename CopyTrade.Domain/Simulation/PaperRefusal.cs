namespace CopyTrade.Domain.Simulation;

/// <summary>Why a paper order was not taken, in the order of the checks.</summary>
public enum PaperRefusal
{
    /// <summary>The market is closed or takes no orders.</summary>
    MarketNotOpen,

    /// <summary>Price off the market's grid.</summary>
    OffGrid,

    /// <summary>Below the market's least size.</summary>
    BelowMinimum,

    /// <summary>The paper balance, or the shares held, do not cover it.</summary>
    InsufficientBalance,

    /// <summary>No book, or one that is too old to fill against.</summary>
    NoFreshBook,

    /// <summary>An order that may not rest found nothing within its limit.</summary>
    NoMatch,
}
