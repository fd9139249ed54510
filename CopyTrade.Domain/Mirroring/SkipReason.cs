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

    /// <summary>The market's end date has passed (R0.28): nothing is bought any more. Sales go on while it takes orders.</summary>
    MarketPastEndDate,

    /// <summary>The market ends within the margin that the tenant keeps.</summary>
    MarketEndsSoon,

    /// <summary>The price is not on the grid within half a tick, or outside one tick to one minus one tick (R0.28).</summary>
    PriceOutsideClobBounds,

    /// <summary>They sold what we do not hold, or our holding is not known (R0.30).</summary>
    SellWithoutPosition,

    /// <summary>The part of ours that would be sold is under the market's minimum, and the rest is not.</summary>
    SellPartBelowMin,

    /// <summary>The tenant avoids this market, or keeps to others.</summary>
    MarketNotAllowed,

    /// <summary>The tenant avoids this category, or keeps to others.</summary>
    CategoryNotAllowed,

    /// <summary>Their price is outside the tenant's band.</summary>
    OutsidePriceBand,

    /// <summary>Their trade is smaller than the tenant follows.</summary>
    BelowTargetMinimum,

    /// <summary>The target is mostly on the other side of this market (R0.26).</summary>
    TargetDominantOtherSide,

    /// <summary>Their price is above their own average by more than the tolerance (R0.27).</summary>
    VwapFloorBreach,

    /// <summary>A position-gap policy saw the target on this market for the first time: it counts from here (R0.22).</summary>
    BeforeBaselineSnapshot,

    /// <summary>The target's position is small by its own measure (R0.19).</summary>
    BelowTargetPercentile,

    /// <summary>The tenant does not follow layers and hedges.</summary>
    FollowupNotFollowed,

    /// <summary>Our position is too small to add to or to hedge (R0.25).</summary>
    FollowupPositionTooSmall,

    /// <summary>The target's position on this token does not carry a follow-up (R0.25).</summary>
    TargetPositionBelowThreshold,

    /// <summary>We have what the follow-up would bring (R0.25), or stand where the gap policy wants us (R0.22).</summary>
    FollowupNotNeeded,

    /// <summary>Our size would be under the market's minimum, or the minimum is above our ceiling.</summary>
    BelowMarketMin,

    /// <summary>Our size would be under the tenant's own minimum.</summary>
    BelowOwnMinimum,

    /// <summary>Too small by itself: it waits for more of its kind (R1.22).</summary>
    Accumulating,

    /// <summary>Our exposure on this token through this target would pass its ceiling (R0.23).</summary>
    PositionCapReached,

    /// <summary>Our exposure on this market would pass its cap.</summary>
    MarketExposureReached,

    /// <summary>Our exposure through this target would pass its cap.</summary>
    TargetExposureReached,

    /// <summary>Our exposure through all targets would pass its cap.</summary>
    TotalExposureReached,

    /// <summary>Today's losses stop further buying.</summary>
    DailyLossReached,

    /// <summary>We bought on this market through this target a moment ago.</summary>
    CoolingDown,

    /// <summary>Enough trades through this target within the hour.</summary>
    TradeRateReached,

    /// <summary>Our balance at the venue is not known or does not cover the order.</summary>
    InsufficientBalance,

    /// <summary>The rules look at the order book, and it was not to be had (R1.11).</summary>
    BookUnknown,

    /// <summary>Nobody offers what we would buy (R1.11).</summary>
    NoOffers,

    /// <summary>Best bid and best ask are further apart than the tenant accepts.</summary>
    SpreadTooWide,

    /// <summary>Less is offered near the best ask than the tenant asks for.</summary>
    DepthTooThin,

    /// <summary>The best ask has moved away from their price by more than the tenant accepts (R1.11).</summary>
    SlippageTooHigh,

    /// <summary>An order of ours for this target and market still rests (R0.31).</summary>
    AlreadyResting,
}
