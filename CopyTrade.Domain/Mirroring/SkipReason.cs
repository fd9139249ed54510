namespace CopyTrade.Domain.Mirroring;

/// <summary>Why a fill was not copied: a closed set, the same words (snake_case) in UI, API and metrics. Declared in the order of precedence (R0.29).</summary>
public enum SkipReason
{
    /// <summary>This fill was decided before.</summary>
    AlreadyPlaced,

    /// <summary>The fill is older than the tenant follows (F12: nothing is bought on old news).</summary>
    FillTooOld,

    /// <summary>The venue knows no such market, or does not take orders for it.</summary>
    MarketUnknown,

    /// <summary>The market's end date has passed.</summary>
    MarketPastEndDate,

    /// <summary>The price is not on the grid within half a tick, or outside one tick to one minus one tick.</summary>
    PriceOutsideClobBounds,

    /// <summary>They sold what we do not hold, or our holding is not known.</summary>
    SellWithoutPosition,

    /// <summary>Our size would be under the market's minimum, or the minimum is above our ceiling.</summary>
    BelowMarketMin,

    /// <summary>Our exposure on this token through this target would pass its ceiling.</summary>
    PositionCapReached,

    /// <summary>Our balance at the venue is not known or does not cover the order.</summary>
    InsufficientBalance,

    /// <summary>An order of ours for this target and market still rests.</summary>
    AlreadyResting,
}
