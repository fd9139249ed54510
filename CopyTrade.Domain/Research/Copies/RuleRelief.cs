using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>The stored values of a decision without the rule that refused it: what the planner would have gone on with.</summary>
public static class RuleRelief
{
    private static readonly Usdc Plenty = Usdc.Of(1_000_000m);
    private static readonly TimeSpan Ever = TimeSpan.FromDays(3650);

    /// <summary>The input with that one rule or limit off; null where a fact stood in the way and no rule of anybody's.</summary>
    public static MirrorInput? Without(SkipReason reason, MirrorInput input) => reason switch
    {
        SkipReason.FillTooOld => input with { MaxFillAge = Ever, Rules = input.Counting with { MaxAgeSeconds = null } },
        SkipReason.MarketEndsSoon => With(input, rules => rules with { EndMarginMinutes = null }),
        SkipReason.MarketNotAllowed => With(input, rules => rules with { Markets = null }),
        SkipReason.CategoryNotAllowed => With(input, rules => rules with { Categories = null }),
        SkipReason.OutsidePriceBand => With(input, rules => rules with { MinPrice = null, MaxPrice = null }),
        SkipReason.BelowTargetMinimum => With(input, rules => rules with { TargetMinimumUsdc = null }),
        SkipReason.TargetDominantOtherSide => With(input, rules => rules with { DominanceMinimum = null }),
        SkipReason.VwapFloorBreach => With(input, rules => rules with { VwapTolerance = null }),
        SkipReason.BeforeBaselineSnapshot or SkipReason.BelowTargetPercentile => Smallest(input),
        SkipReason.FollowupNotFollowed or SkipReason.FollowupPositionTooSmall or SkipReason.TargetPositionBelowThreshold or SkipReason.FollowupNotNeeded =>
            input.Target.Sizing is SizingPolicy.PositionGap ? Smallest(input) : With(input, rules => rules with { FollowUps = null }),
        SkipReason.BelowMarketMin => Smallest(input),
        SkipReason.BelowOwnMinimum => With(input, rules => rules with { OwnMinimumUsdc = null }),
        SkipReason.Accumulating => With(input, rules => rules with { AggregateSeconds = null }) with { Group = null },
        SkipReason.PositionCapReached => input with { Snapshot = input.Snapshot with { OpenIntent = Usdc.Zero, HeldShares = input.Snapshot.HeldShares ?? Shares.Zero } },
        SkipReason.MarketExposureReached => With(input, rules => rules with { MaxPerMarketUsdc = null }),
        SkipReason.TargetExposureReached => With(input, rules => rules with { MaxPerTargetUsdc = null }),
        SkipReason.TotalExposureReached => With(input, rules => rules with { MaxTotalUsdc = null }),
        SkipReason.DailyLossReached => With(input, rules => rules with { MaxDailyLossUsdc = null }),
        SkipReason.CoolingDown => With(input, rules => rules with { CooldownSeconds = null }),
        SkipReason.TradeRateReached => With(input, rules => rules with { MaxTradesPerHour = null }),
        SkipReason.InsufficientBalance => input with { Snapshot = input.Snapshot with { FreeCollateral = Plenty } },
        SkipReason.BookUnknown or SkipReason.NoOffers => With(input, rules => rules with { MaxSpread = null, MinDepthUsdc = null, MaxSlippagePercent = null }),
        SkipReason.SpreadTooWide => With(input, rules => rules with { MaxSpread = null }),
        SkipReason.DepthTooThin => With(input, rules => rules with { MinDepthUsdc = null }),
        SkipReason.SlippageTooHigh => With(input, rules => rules with { MaxSlippagePercent = null }),
        SkipReason.AlreadyResting => input with { Snapshot = input.Snapshot with { RestingOrders = 0, Resting = null } },
        _ => null,
    };

    // The smallest order that the market takes is the least that the rule can have cost.
    private static MirrorInput? Smallest(MirrorInput input) =>
        input.Target is { Sizing: SizingPolicy.MinBet } target && target.MaxPerTrade >= Plenty ? null
        : With(input, rules => rules with { FollowUps = null }) with { Target = input.Target with { Sizing = new SizingPolicy.MinBet(), MaxPerTrade = Plenty } };

    private static MirrorInput With(MirrorInput input, Func<CopyRules, CopyRules> change) => input with { Rules = change(input.Counting) };
}
