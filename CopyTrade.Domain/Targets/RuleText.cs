using System.Globalization;
using CopyTrade.Domain.Targets.Leaving;

namespace CopyTrade.Domain.Targets;

/// <summary>Rules as names and values, in one order: for histories, the command line and pages. Names are those of the JSON.</summary>
public static class RuleText
{
    /// <summary>The rules that are set.</summary>
    public static IReadOnlyList<(string Name, string Value)> Of(CopyRules? rules) => rules is null ? [] : [.. All(rules).Where(rule => rule.Value is not null).Select(rule => (rule.Name, rule.Value!))];

    /// <summary>What differs between two states of a target: name, value before, value after; null where a state does not set it.</summary>
    public static IReadOnlyList<(string Name, string? Before, string? After)> Differences(TargetSettings? before, TargetSettings? after)
    {
        var (old, now) = (Settings(before), Settings(after));
        return [.. old.Zip(now, (a, b) => (a.Name, Before: a.Value, After: b.Value)).Where(pair => pair.Before != pair.After)];
    }

    private static List<(string Name, string? Value)> Settings(TargetSettings? of) =>
    [
        ("followed", of is null ? null : of.IsFollowed ? "yes" : "no"),
        ("leaving_by", of?.LeavingBy is { } until ? TargetExitWords.Time(until) : null),
        ("label", of?.Label),
        ("policy", of is null ? null : PolicyText.Write(of.Sizing)),
        ("mirror_max_usdc_per_trade", of?.MaxPerTrade.ToString()),
        ("mirror_filter_percentile", of?.FilterPercentile.ToString(CultureInfo.InvariantCulture)),
        .. All(of?.Rules ?? CopyRules.None),
    ];

    private static IEnumerable<(string Name, string? Value)> All(CopyRules rules) =>
    [
        ("target_minimum_usdc", Of(rules.TargetMinimumUsdc)),
        ("own_minimum_usdc", Of(rules.OwnMinimumUsdc)),
        ("max_age_seconds", Of(rules.MaxAgeSeconds)),
        ("min_price", Of(rules.MinPrice)),
        ("max_price", Of(rules.MaxPrice)),
        ("markets", Of(rules.Markets)),
        ("categories", Of(rules.Categories)),
        ("vwap_tolerance", Of(rules.VwapTolerance)),
        ("dominance_minimum", Of(rules.DominanceMinimum)),
        ("end_margin_minutes", Of(rules.EndMarginMinutes)),
        ("max_spread", Of(rules.MaxSpread)),
        ("min_depth_usdc", Of(rules.MinDepthUsdc)),
        ("max_slippage_percent", Of(rules.MaxSlippagePercent)),
        ("cooldown_seconds", Of(rules.CooldownSeconds)),
        ("max_trades_per_hour", Of(rules.MaxTradesPerHour)),
        ("max_per_market_usdc", Of(rules.MaxPerMarketUsdc)),
        ("max_per_target_usdc", Of(rules.MaxPerTargetUsdc)),
        ("max_total_usdc", Of(rules.MaxTotalUsdc)),
        ("max_daily_loss_usdc", Of(rules.MaxDailyLossUsdc)),
        ("follow_ups", rules.FollowUps is { } follow ? Of(follow) : null),
        ("order_type", Word(rules.OrderType)),
        ("resting_minutes", Of(rules.RestingMinutes)),
        ("replace_threshold", Of(rules.ReplaceThreshold)),
        ("aggregate_seconds", Of(rules.AggregateSeconds)),
        ("sell_fraction", Word(rules.SellFraction)),
        ("small_sell", rules.SmallSell switch { null => null, Targets.SmallSell.SellAll => "sell_all", _ => "keep" }),
        ("exit_stop_percent", Of(rules.ExitStopPercent)),
        ("exit_target_percent", Of(rules.ExitTargetPercent)),
        ("exit_trailing_percent", Of(rules.ExitTrailingPercent)),
    ];

    private static string? Of(decimal? value) => value?.ToString("0.######", CultureInfo.InvariantCulture);

    private static string? Of(int? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static string? Of<T>(AllowDeny<T>? lists) where T : notnull => lists is null ? null
        : lists.IsEmpty ? "all"
        : string.Join("; ", new[] { ("only ", lists.Allow), ("not ", lists.Deny) }.Where(list => list.Item2.Count > 0).Select(list => list.Item1 + string.Join(", ", list.Item2)));

    private static string Of(FollowUpRules rules) => string.Create(CultureInfo.InvariantCulture,
        $"{Word<FollowUpMode>(rules.Mode)}, exposure ≥ max({rules.MinimumExposureUsdc:0.######}, {rules.FloorMultiple:0.##} × minimum), layer ≤ {rules.LayerShare:0.####}, hedge ≥ {rules.HedgeMinimumUsdc:0.######} and ≥ {rules.HedgeMinimumRatio:0.####}, ≤ {rules.HedgeShare:0.####}");

    private static string? Word<T>(T? value) where T : struct, Enum => value?.ToString().ToLowerInvariant();
}
