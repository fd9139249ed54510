using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The values that a check compared, for people.</summary>
internal static class CheckValues
{
    public static string Of(SkipReason reason, MirrorInput input, MirrorDecision decision, MirrorBranch branch)
    {
        var (rules, own) = (input.Counting, input.Snapshot.Own);
        var trace = decision switch { MirrorDecision.Place place => place.Sizing, MirrorDecision.Skip { Sizing: { } sizing } => sizing, _ => null };
        return reason switch
        {
            SkipReason.AlreadyPlaced => input.Snapshot.AlreadyDecided ? "decided earlier" : "first time",
            SkipReason.FillTooOld => $"{Seconds(input.Now - input.Fill.FilledAt)} old, limit {Seconds(input.AgeLimit)}",
            SkipReason.MarketUnknown => input.Market switch
            {
                null => "not known to the venue",
                { Closed: true } => "closed",
                { AcceptingOrders: false } => "takes no orders",
                { RulesOnly: true } => "open, its end and category not told",
                _ => "open",
            },
            SkipReason.MarketPastEndDate => End(input),
            SkipReason.MarketEndsSoon => $"{End(input)}, margin {rules.EndMarginMinutes} min",
            SkipReason.PriceOutsideClobBounds => Price(input, decision),
            SkipReason.SellWithoutPosition => input.Snapshot switch
            {
                { HeldShares: { } held, Selling: { } selling } => $"{held} held, {selling} being sold already",
                { HeldShares: { } held } => $"{held} held",
                _ => "holding not known",
            },
            SkipReason.MarketNotAllowed => input.Fill.Condition.Value,
            SkipReason.CategoryNotAllowed => input.Market?.Category ?? "category not known",
            SkipReason.OutsidePriceBand => $"{EntrySize.Cents(input.Fill.Price)}, yours {Number((rules.MinPrice ?? 0m) * 100m)}¢ to {Number((rules.MaxPrice is > 0m and var most ? most : 1m) * 100m)}¢",
            SkipReason.BelowTargetMinimum => $"{EntrySize.Money(input.TheirNotional)}, yours {Dollars(rules.TargetMinimumUsdc)}",
            SkipReason.TargetDominantOtherSide => input.SideFraction is { } side ? $"{Percent(side)} on this side, least {Percent(rules.DominanceMinimum)}" : "their position is not known: not asked",
            SkipReason.VwapFloorBreach => input.Context?.Token?.AveragePrice is { } average
                ? $"{EntrySize.Cents(input.Fill.Price)}, their average {Number(average * 100m)}¢ + {Number(rules.VwapTolerance * 100m)}¢"
                : "their average is not known: not asked",
            SkipReason.BeforeBaselineSnapshot => input.Context?.Baseline is { } baseline ? $"since {EntrySize.Money(baseline)}" : "counted from here on",
            SkipReason.BelowTargetPercentile => Percentile(input),
            SkipReason.FollowupNotFollowed => branch == MirrorBranch.Layer ? "a layer" : "a hedge",
            SkipReason.FollowupPositionTooSmall => FollowUpSize.ExposureOf(input, branch) is { } ours ? $"{EntrySize.Money(ours)} of ours" : "our position is not known",
            SkipReason.TargetPositionBelowThreshold => branch == MirrorBranch.Layer ? Percentile(input) : $"{EntrySize.Money(input.TargetCost)} of theirs on this side",
            SkipReason.SellPartBelowMin or SkipReason.FollowupNotNeeded or SkipReason.Accumulating => trace?.Formula ?? "",
            SkipReason.BelowMarketMin => Minimum(input, trace),
            SkipReason.BelowOwnMinimum => $"{trace?.Formula}, yours {Dollars(rules.OwnMinimumUsdc)}",
            SkipReason.PositionCapReached => Ceiling(input, trace),
            SkipReason.MarketExposureReached => Used(own?.Market, rules.MaxPerMarketUsdc),
            SkipReason.TargetExposureReached => Used(own?.Target, rules.MaxPerTargetUsdc),
            SkipReason.TotalExposureReached => Used(own?.Total, rules.MaxTotalUsdc),
            SkipReason.DailyLossReached => own?.RealizedToday is { } today ? $"{EntrySize.Money(today)} today, limit {Dollars(rules.MaxDailyLossUsdc)}" : "today's result is not known",
            SkipReason.CoolingDown => own?.LastEntryAt is { } last ? $"{Seconds(input.Now - last)} since the last, pause {rules.CooldownSeconds} s" : own is null ? "our last trade is not known" : "first trade on this market",
            SkipReason.TradeRateReached => own?.EntriesLastHour is { } entries ? $"{Number(entries)} of {rules.MaxTradesPerHour} this hour" : "our trades are not known",
            SkipReason.InsufficientBalance => input.Snapshot.FreeCollateral is { } free ? $"{EntrySize.Money(free)} free" : "balance not known",
            SkipReason.BookUnknown => input.Book is { } known ? $"read {known.ReadAt.UtcDateTime.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC" : "not to be had",
            SkipReason.NoOffers => input.Book?.BestAsk is { } ask ? $"best ask {EntrySize.Cents(ask)}" : "no asks",
            SkipReason.SpreadTooWide => $"{(input.Book?.Spread is { } spread ? Number(spread * 100m) + "¢" : "no bids")}, limit {Number(rules.MaxSpread * 100m)}¢",
            SkipReason.DepthTooThin => $"{EntrySize.Money(input.Book?.AskDepth ?? Usdc.Zero)} offered, least {Dollars(rules.MinDepthUsdc)}",
            SkipReason.SlippageTooHigh => Slippage(input, rules),
            SkipReason.AlreadyResting => Resting(input, decision),
            _ => "",
        };
    }

    private static string End(MirrorInput input) =>
        input.Market?.EndsAt is { } end ? $"ends {end.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC" : "no end stated";

    private static string Price(MirrorInput input, MirrorDecision decision)
    {
        var grid = input.Market is { } market ? $" (grid {EntrySize.Cents(market.Tick.Lowest)})" : "";
        return decision is MirrorDecision.Place place ? $"{EntrySize.Cents(input.Fill.Price)} → {EntrySize.Cents(place.Intent.Limit)}{grid}" : EntrySize.Cents(input.Fill.Price) + grid;
    }

    private static string Percentile(MirrorInput input) => input.Context?.Statistic is { } statistic
        ? string.Create(CultureInfo.InvariantCulture, $"{EntrySize.Money(input.TargetCost)} of theirs, p{input.Target.FilterPercentile} {EntrySize.Money(statistic.At(input.Target.FilterPercentile))} (n={statistic.SampleSize})")
        : "no statistic yet: not asked";

    private static string Minimum(MirrorInput input, SizingTrace? trace) => trace is not { Floor: { } floor } ? ""
        : input.Target.Sizing is SizingPolicy.MinBet ? $"{trace.Formula}, ceiling {EntrySize.Money(input.Target.MaxPerTrade)}"
        : $"{trace.Formula}, minimum {EntrySize.Money(floor)}";

    private static string Ceiling(MirrorInput input, SizingTrace? trace) => input.Snapshot.HeldShares is null
        ? "holding not known"
        : $"{EntrySize.Money(input.Snapshot.OpenIntent)} of {EntrySize.Money(input.Target.MaxPerTrade)} used" + (trace?.Shares is { } shares ? $", {shares} shares more" : "");

    private static string Slippage(MirrorInput input, CopyRules rules) => input.Book?.BestAsk is { } ask
        ? $"theirs {EntrySize.Cents(input.Fill.Price)}, now {EntrySize.Cents(ask)}, {Number(BookGuard.SlippagePercent(OrderSide.Buy, ask, input.Fill.Price))}% of at most {Number(rules.MaxSlippagePercent)}%"
        : "no asks";

    private static string Resting(MirrorInput input, MirrorDecision decision) => input.Snapshot.RestingOrders == 0 ? "none"
        : input.Snapshot.Resting is { } resting ? $"{EntrySize.Cents(resting.Limit)}{(decision is MirrorDecision.Place { Intent.Replaces: not null } ? ", replaced" : "")}"
        : input.Snapshot.RestingOrders.ToString(CultureInfo.InvariantCulture);

    private static string Used(Usdc? used, decimal? cap) => used is { } known ? $"{EntrySize.Money(known)} of {Dollars(cap)} used" : "our exposure is not known";

    private static string Dollars(decimal? amount) => EntrySize.Money(Usdc.RoundDown(amount ?? 0m));

    private static string Percent(decimal? part) => Number(part * 100m) + "%";

    private static string Number(decimal? value) => (value ?? 0m).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan span) => span.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture) + " s";
}
