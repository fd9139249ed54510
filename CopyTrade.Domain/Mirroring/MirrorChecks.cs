using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The planner's checks one by one with the values that they compared: the answer to "why did it not copy?".</summary>
public static class MirrorChecks
{
    private static readonly SkipReason[] InOrder = Enum.GetValues<SkipReason>();

    /// <summary>All checks that apply to this fill and these rules, in the planner's order, up to the one that ended it passed or failed, the rest not reached.</summary>
    public static IReadOnlyList<MirrorCheck> Explain(MirrorInput input, MirrorDecision decision)
    {
        var failed = decision is MirrorDecision.Skip skip ? skip.Reason : (SkipReason?)null;
        var branch = MirrorPlanner.BranchOf(input.Fill.Side, input.Snapshot);
        return [.. InOrder
            .Where(reason => reason == failed || Applies(reason, input, branch, failed))
            .Select(reason => new MirrorCheck(
                NameOf(reason, input.Target.Sizing is SizingPolicy.MinBet),
                failed is null || reason < failed ? true : reason == failed ? false : null,
                failed is null || reason <= failed ? CheckValues.Of(reason, input, decision, branch) : ""))];
    }

    private static bool Applies(SkipReason reason, MirrorInput input, MirrorBranch branch, SkipReason? failed) => reason switch
    {
        SkipReason.AlreadyPlaced or SkipReason.FillTooOld or SkipReason.MarketUnknown or SkipReason.PriceOutsideClobBounds => true,
        SkipReason.MarketPastEndDate => input.HeedsEnd,
        SkipReason.SellWithoutPosition => input.Fill.Side == OrderSide.Sell,
        SkipReason.SellPartBelowMin => input.Fill.Side == OrderSide.Sell && failed != SkipReason.Accumulating && input.Counting.SellFraction == SellFraction.Proportional && input.Snapshot.HeldShares is { Quantity: > 0m },
        _ => input.Fill.Side == OrderSide.Buy && AppliesToBuy(reason, input, branch, failed == SkipReason.Accumulating),
    };

    private static bool AppliesToBuy(SkipReason reason, MirrorInput input, MirrorBranch branch, bool waits)
    {
        var (rules, sizing) = (input.Counting, input.Target.Sizing);
        var gated = FollowUpSize.Applies(input, branch);
        return reason switch
        {
            SkipReason.MarketEndsSoon => rules.EndMarginMinutes > 0,
            SkipReason.MarketNotAllowed => rules.Markets is { IsEmpty: false },
            SkipReason.CategoryNotAllowed => rules.Categories is { IsEmpty: false },
            SkipReason.OutsidePriceBand => rules.MinPrice > 0m || rules.MaxPrice > 0m,
            SkipReason.BelowTargetMinimum => rules.TargetMinimumUsdc > 0m && !waits,
            SkipReason.TargetDominantOtherSide => rules.DominanceMinimum > 0m,
            SkipReason.VwapFloorBreach => rules.VwapTolerance > 0m,
            SkipReason.BeforeBaselineSnapshot => sizing is SizingPolicy.PositionGap && !gated,
            SkipReason.BelowTargetPercentile => sizing.UsesStatistic && !gated,
            SkipReason.FollowupNotFollowed => rules.FollowUps?.Mode == FollowUpMode.Never && branch is MirrorBranch.Layer or MirrorBranch.Hedge,
            SkipReason.FollowupPositionTooSmall or SkipReason.TargetPositionBelowThreshold => gated,
            SkipReason.FollowupNotNeeded => (gated && branch == MirrorBranch.Hedge) || (sizing is SizingPolicy.PositionGap && !gated),
            SkipReason.BelowMarketMin => !waits,
            SkipReason.BelowOwnMinimum => rules.OwnMinimumUsdc > 0m && !waits,
            SkipReason.PositionCapReached or SkipReason.InsufficientBalance or SkipReason.AlreadyResting => true,
            SkipReason.MarketExposureReached => rules.MaxPerMarketUsdc > 0m,
            SkipReason.TargetExposureReached => rules.MaxPerTargetUsdc > 0m,
            SkipReason.TotalExposureReached => rules.MaxTotalUsdc > 0m,
            SkipReason.DailyLossReached => rules.MaxDailyLossUsdc > 0m,
            SkipReason.CoolingDown => rules.CooldownSeconds > 0,
            SkipReason.TradeRateReached => rules.MaxTradesPerHour > 0,
            SkipReason.BookUnknown or SkipReason.NoOffers => rules.NeedsBook,
            SkipReason.SpreadTooWide => rules.MaxSpread > 0m,
            SkipReason.DepthTooThin => rules.MinDepthUsdc > 0m,
            SkipReason.SlippageTooHigh => rules.MaxSlippagePercent > 0m,
            _ => false,
        };
    }

    private static string NameOf(SkipReason reason, bool smallest) => reason switch
    {
        SkipReason.AlreadyPlaced => "Not decided before",
        SkipReason.FillTooOld => "Fresh enough to follow",
        SkipReason.MarketUnknown => "Market takes orders",
        SkipReason.MarketPastEndDate => "Market has not ended",
        SkipReason.MarketEndsSoon => "Market does not end soon",
        SkipReason.PriceOutsideClobBounds => "Price fits the market's grid",
        SkipReason.SellWithoutPosition => "We hold what they sell",
        SkipReason.SellPartBelowMin => "The part to sell is large enough",
        SkipReason.MarketNotAllowed => "You follow this market",
        SkipReason.CategoryNotAllowed => "You follow this category",
        SkipReason.OutsidePriceBand => "Price within your band",
        SkipReason.BelowTargetMinimum => "Their trade is large enough for you",
        SkipReason.TargetDominantOtherSide => "They are not mostly on the other side",
        SkipReason.VwapFloorBreach => "Price near their own average",
        SkipReason.BeforeBaselineSnapshot => "Their position is counted already",
        SkipReason.BelowTargetPercentile => "Their position is large for them",
        SkipReason.FollowupNotFollowed => "You follow layers and hedges",
        SkipReason.FollowupPositionTooSmall => "Our position carries a follow-up",
        SkipReason.TargetPositionBelowThreshold => "Their position carries a follow-up",
        SkipReason.FollowupNotNeeded => "We do not have it already",
        SkipReason.BelowMarketMin => smallest ? "Market minimum within your ceiling" : "Above the market minimum",
        SkipReason.BelowOwnMinimum => "Above your own minimum",
        SkipReason.Accumulating => "Large enough with what waited for it",
        SkipReason.PositionCapReached => "Position cap has room",
        SkipReason.MarketExposureReached => "Your cap on one market has room",
        SkipReason.TargetExposureReached => "Your cap through this target has room",
        SkipReason.TotalExposureReached => "Your cap through all targets has room",
        SkipReason.DailyLossReached => "Today's losses within your limit",
        SkipReason.CoolingDown => "Your pause has passed",
        SkipReason.TradeRateReached => "Fewer trades this hour than your limit",
        SkipReason.InsufficientBalance => "Balance covers it",
        SkipReason.BookUnknown => "Order book could be read",
        SkipReason.NoOffers => "Somebody offers it",
        SkipReason.SpreadTooWide => "Spread within your limit",
        SkipReason.DepthTooThin => "Enough is offered",
        SkipReason.SlippageTooHigh => "Price has not run away",
        SkipReason.AlreadyResting => "No order of ours is waiting",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };
}
