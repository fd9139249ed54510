using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The questions asked of a buy besides its size. What is not known turns off a gate about the target (R0.26, R0.27) and fails a limit of our own.</summary>
internal static class EntryGates
{
    /// <summary>True when a buy would enter a market within the margin before its end.</summary>
    public static bool EndsSoon(MirrorInput input, Market market) => input.Fill.Side == OrderSide.Buy
        && input.Counting.EndMarginMinutes is > 0 and var margin && market.EndsAt is { } end && end - input.Now < TimeSpan.FromMinutes(margin);

    /// <summary>Their trade, with what waited for it, is smaller than the tenant follows.</summary>
    public static bool IsUnderTheirMinimum(MirrorInput input) => input.Counting.TargetMinimumUsdc is { } least && input.TheirNotional.Amount < least;

    /// <summary>Our order is smaller than the tenant places.</summary>
    public static bool IsUnderOwnMinimum(MirrorInput input, Usdc cost) => input.Counting.OwnMinimumUsdc is { } least && cost.Amount < least;

    /// <summary>The first gate that refuses before any size is computed.</summary>
    public static SkipReason? BeforeSizing(MirrorInput input, Market market, MirrorBranch branch)
    {
        var rules = input.Counting;
        if (rules.Markets is { } markets && !markets.Passes(input.Fill.Condition)) return SkipReason.MarketNotAllowed;
        if (rules.Categories is { } categories && !categories.Passes(market.Category, StringComparer.OrdinalIgnoreCase)) return SkipReason.CategoryNotAllowed;
        if (input.Fill.Price.Value < rules.MinPrice || (rules.MaxPrice is > 0m and var highest && input.Fill.Price.Value > highest)) return SkipReason.OutsidePriceBand;
        if (!rules.Aggregates && IsUnderTheirMinimum(input)) return SkipReason.BelowTargetMinimum;
        if (rules.DominanceMinimum is > 0m and var dominance && input.SideFraction < dominance) return SkipReason.TargetDominantOtherSide;
        if (rules.VwapTolerance is > 0m and var tolerance && input.Context?.Token?.AveragePrice is { } average && input.Fill.Price.Value > average + tolerance) return SkipReason.VwapFloorBreach;
        return rules.FollowUps is { Mode: FollowUpMode.Never } && branch is MirrorBranch.Layer or MirrorBranch.Hedge ? SkipReason.FollowupNotFollowed : null;
    }

    /// <summary>The first limit of our own, or objection of the book, against an order of this size.</summary>
    public static SkipReason? AfterSizing(MirrorInput input, EntrySize size) =>
        !size.FitsCeiling ? SkipReason.PositionCapReached
        : ExposureObstacle(input.Counting, input.Snapshot.Own, size.Cost) ?? PaceObstacle(input)
        ?? (!size.IsCovered ? SkipReason.InsufficientBalance
            : BookObstacle(input.Counting, input.Book, input.Fill.Price)
            ?? (input.Snapshot.RestingOrders > 0 ? SkipReason.AlreadyResting : null));

    private static SkipReason? ExposureObstacle(CopyRules rules, OwnExposure? own, Usdc cost) =>
        Exceeds(rules.MaxPerMarketUsdc, own?.Market, cost) ? SkipReason.MarketExposureReached
        : Exceeds(rules.MaxPerTargetUsdc, own?.Target, cost) ? SkipReason.TargetExposureReached
        : Exceeds(rules.MaxTotalUsdc, own?.Total, cost) ? SkipReason.TotalExposureReached
        : null;

    private static bool Exceeds(decimal? cap, Usdc? exposure, Usdc cost) => cap is > 0m && !(exposure is { } known && (known + cost).Amount <= cap);

    private static SkipReason? PaceObstacle(MirrorInput input)
    {
        var (rules, own) = (input.Counting, input.Snapshot.Own);
        if (rules.MaxDailyLossUsdc is > 0m and var loss && !(own?.RealizedToday is { } realized && -realized.Amount < loss)) return SkipReason.DailyLossReached;
        if (rules.CooldownSeconds is > 0 and var pause && (own is null || input.Now - own.LastEntryAt < TimeSpan.FromSeconds(pause))) return SkipReason.CoolingDown;
        return rules.MaxTradesPerHour is > 0 and var most && !(own?.EntriesLastHour < most) ? SkipReason.TradeRateReached : null;
    }

    private static SkipReason? BookObstacle(CopyRules rules, BookFacts? book, Price observed)
    {
        if (!rules.NeedsBook) return null;
        if (book is null) return SkipReason.BookUnknown;
        if (book.BestAsk is null) return SkipReason.NoOffers;
        if (rules.MaxSpread is > 0m and var spread && !(book.Spread <= spread)) return SkipReason.SpreadTooWide;
        if (rules.MinDepthUsdc is > 0m and var depth && book.AskDepth.Amount < depth) return SkipReason.DepthTooThin;
        return rules.MaxSlippagePercent is > 0m and var slippage && BookGuard.Check(OrderSide.Buy, book.BestAsk, observed, slippage, null) is not null ? SkipReason.SlippageTooHigh : null;
    }

    /// <summary>Our resting order, when the new limit is so much better for a fill that it gives way (R0.31).</summary>
    public static RestingOrder? Replaced(MirrorInput input, Price limit) =>
        input.Snapshot is { RestingOrders: 1, Resting: { IsAtVenue: true } resting }
        && resting.Token == input.Fill.Token
        && input.Counting.ReplaceThreshold is > 0m and var threshold
        && limit.Value - resting.Limit.Value >= threshold
            ? resting : null;
}
