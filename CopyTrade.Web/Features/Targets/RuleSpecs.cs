using System.Globalization;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Targets;

/// <summary>Every rule with a number, in the order of the editor.</summary>
public static class RuleSpecs
{
    public static readonly IReadOnlyList<RuleSpec> All =
    [
        new(RuleGroup.Skip, "target_minimum_usdc", "Their trade at least", "Smaller trades of theirs are skipped.", RuleUnit.Dollars, r => r.TargetMinimumUsdc, (r, v) => r with { TargetMinimumUsdc = v }),
        new(RuleGroup.Skip, "own_minimum_usdc", "Your order at least", "Smaller orders of yours are skipped.", RuleUnit.Dollars, r => r.OwnMinimumUsdc, (r, v) => r with { OwnMinimumUsdc = v }),
        new(RuleGroup.Skip, "max_age_seconds", "Seen within", "Buys seen later are skipped; the platform's own limit counts too.", RuleUnit.Seconds, r => r.MaxAgeSeconds, (r, v) => r with { MaxAgeSeconds = Whole(v) }),
        new(RuleGroup.Skip, "dominance_minimum", "Part of the market on this side", "Skipped when less of what they hold on the market is on this outcome: they may be hedging.", RuleUnit.Part, r => r.DominanceMinimum, (r, v) => r with { DominanceMinimum = v }),
        new(RuleGroup.Skip, "end_margin_minutes", "Market ends no sooner than", "Markets that end sooner are not entered.", RuleUnit.Minutes, r => r.EndMarginMinutes, (r, v) => r with { EndMarginMinutes = Whole(v) }),
        new(RuleGroup.Skip, "cooldown_seconds", "Pause after an entry", "Another entry through this target on the same market waits so long.", RuleUnit.Seconds, r => r.CooldownSeconds, (r, v) => r with { CooldownSeconds = Whole(v) }),
        new(RuleGroup.Skip, "aggregate_seconds", "Add small trades up for", "Trades of theirs too small to copy are added up for so long until they reach the minimum.", RuleUnit.Seconds, r => r.AggregateSeconds, (r, v) => r with { AggregateSeconds = Whole(v) }),
        new(RuleGroup.Price, "min_price", "Lowest price", "Buys below it are skipped.", RuleUnit.Cents, r => r.MinPrice, (r, v) => r with { MinPrice = v }),
        new(RuleGroup.Price, "max_price", "Highest price", "Buys above it are skipped.", RuleUnit.Cents, r => r.MaxPrice, (r, v) => r with { MaxPrice = v }),
        new(RuleGroup.Price, "vwap_tolerance", "Above their average at most", "Skipped when they buy further above what they paid on average for this outcome.", RuleUnit.Cents, r => r.VwapTolerance, (r, v) => r with { VwapTolerance = v }),
        new(RuleGroup.Price, "max_slippage_percent", "Worse than theirs at most", "Skipped when the best offer is further above their price.", RuleUnit.Percent, r => r.MaxSlippagePercent, (r, v) => r with { MaxSlippagePercent = v }),
        new(RuleGroup.Price, "max_spread", "Widest spread", "Skipped when bid and offer are further apart.", RuleUnit.Cents, r => r.MaxSpread, (r, v) => r with { MaxSpread = v }),
        new(RuleGroup.Price, "min_depth_usdc", "Offered at least", "Skipped when less is for sale within five cents of the best offer.", RuleUnit.Dollars, r => r.MinDepthUsdc, (r, v) => r with { MinDepthUsdc = v }),
        new(RuleGroup.Limits, "max_per_market_usdc", "On one market", "Through all targets and by hand.", RuleUnit.Dollars, r => r.MaxPerMarketUsdc, (r, v) => r with { MaxPerMarketUsdc = v }),
        new(RuleGroup.Limits, "max_per_target_usdc", "Through this target", "All its markets together.", RuleUnit.Dollars, r => r.MaxPerTargetUsdc, (r, v) => r with { MaxPerTargetUsdc = v }),
        new(RuleGroup.Limits, "max_total_usdc", "At stake in all", "Through all targets and by hand.", RuleUnit.Dollars, r => r.MaxTotalUsdc, (r, v) => r with { MaxTotalUsdc = v }),
        new(RuleGroup.Limits, "max_daily_loss_usdc", "Loss in a day", "Once the positions closed today (UTC) lost so much, nothing is bought until midnight.", RuleUnit.Dollars, r => r.MaxDailyLossUsdc, (r, v) => r with { MaxDailyLossUsdc = v }),
        new(RuleGroup.Limits, "max_trades_per_hour", "Entries", "More entries through this target are skipped.", RuleUnit.Trades, r => r.MaxTradesPerHour, (r, v) => r with { MaxTradesPerHour = Whole(v) }),
        new(RuleGroup.Exits, "resting_minutes", "An order rests for", "After that it is taken back.", RuleUnit.Minutes, r => r.RestingMinutes, (r, v) => r with { RestingMinutes = Whole(v) }),
        new(RuleGroup.Exits, "replace_threshold", "Replace it when better by", "A new limit so much better for a fill replaces the order that rests.", RuleUnit.Cents, r => r.ReplaceThreshold, (r, v) => r with { ReplaceThreshold = v }),
        new(RuleGroup.Exits, "exit_stop_percent", "Stop-loss on each new copy", "Made when the buy is confirmed, so far under your average entry. It sells all of the position.", RuleUnit.Percent, r => r.ExitStopPercent, (r, v) => r with { ExitStopPercent = v }),
        new(RuleGroup.Exits, "exit_target_percent", "Take-profit on each new copy", "So far above your average entry. When one of the two sells all, the other ends.", RuleUnit.Percent, r => r.ExitTargetPercent, (r, v) => r with { ExitTargetPercent = v }),
        new(RuleGroup.Exits, "exit_trailing_percent", "Stop trails by", "The stop follows the highest price at this distance and never comes down; a stop-loss above is where it begins.", RuleUnit.Percent, r => r.ExitTrailingPercent, (r, v) => r with { ExitTrailingPercent = v }),
    ];

    private static readonly Dictionary<string, string> Others = new()
    {
        ["markets"] = "Markets",
        ["categories"] = "Categories",
        ["follow_ups"] = "Layers and hedges",
        ["order_type"] = "Kind of order",
        ["sell_fraction"] = "When they sell",
        ["small_sell"] = "A part too small to sell",
        ["policy"] = "How to size",
        ["mirror_max_usdc_per_trade"] = "Most on one outcome",
        ["mirror_filter_percentile"] = "Copy from percentile",
        ["label"] = "Label",
        ["followed"] = "Followed",
        ["leaving_by"] = "Left by",
    };

    public static string Label(string code) => All.FirstOrDefault(rule => rule.Code == code)?.Label ?? Others.GetValueOrDefault(code, code.Replace('_', ' '));

    /// <summary>A stored value in words.</summary>
    public static string Say(string code, string? value) => value is null ? code == "leaving_by" ? "no date" : "inherited"
        : code == "follow_ups" ? value.Replace("bypolicy", "as the size policy has it", StringComparison.Ordinal)
        : All.FirstOrDefault(rule => rule.Code == code) is { } spec && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? spec.Say(number)
        : value.Replace('_', ' ');

    private static int? Whole(decimal? value) => value is { } v ? (int)Math.Clamp(v, 0m, int.MaxValue) : null;
}
