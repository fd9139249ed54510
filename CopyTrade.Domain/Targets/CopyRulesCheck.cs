using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Targets;

/// <summary>Whether rules may be stored. Layers are judged alone and as what they come to together.</summary>
public static class CopyRulesCheck
{
    private const int MostListed = 200;
    private const decimal MostUnderPercent = 99m;
    private const decimal MostAbovePercent = 10_000m;
    private const decimal LargestDollars = 1_000_000_000m;

    /// <summary>Why these cannot be rules, as a sentence that says what to do; null when they can.</summary>
    public static string? Problem(CopyRules rules) =>
        Dollars("The target's minimum", rules.TargetMinimumUsdc)
        ?? Dollars("Your own minimum", rules.OwnMinimumUsdc)
        ?? Whole("The largest age", rules.MaxAgeSeconds, 1, 600, "seconds")
        ?? Between("The lowest price", rules.MinPrice, 1m)
        ?? Between("The highest price", rules.MaxPrice, 1m)
        ?? (rules is { MinPrice: { } low, MaxPrice: > 0m and var high } && low > high ? "The lowest price is above the highest: nothing would be copied." : null)
        ?? List("markets", rules.Markets?.Allow.Count, rules.Markets?.Deny.Count)
        ?? List("categories", rules.Categories?.Allow.Count, rules.Categories?.Deny.Count)
        ?? Names(rules.Categories)
        ?? Between("The tolerance above their average", rules.VwapTolerance, 1m)
        ?? Between("The least part on one side", rules.DominanceMinimum, 1m)
        ?? Whole("The margin before the end", rules.EndMarginMinutes, 0, 60 * 24 * 365, "minutes")
        ?? Between("The widest spread", rules.MaxSpread, 1m)
        ?? Dollars("The least depth", rules.MinDepthUsdc)
        ?? Between("The slippage limit", rules.MaxSlippagePercent, 100m)
        ?? Whole("The pause", rules.CooldownSeconds, 0, 86_400, "seconds")
        ?? Whole("The trades an hour", rules.MaxTradesPerHour, 0, 10_000, "trades")
        ?? Dollars("The cap on one market", rules.MaxPerMarketUsdc)
        ?? Dollars("The cap through one target", rules.MaxPerTargetUsdc)
        ?? Dollars("The cap through all targets", rules.MaxTotalUsdc)
        ?? Dollars("The daily loss", rules.MaxDailyLossUsdc)
        ?? (rules.FollowUps is { } follow ? FollowUps(follow) : null)
        ?? (rules.OrderType is null or TimeInForce.Gtc or TimeInForce.Fak or TimeInForce.Fok ? null : "An order rests (gtc) or takes what is there (fak or fok).")
        ?? Whole("The time an order rests", rules.RestingMinutes, 1, 60 * 24 * 30, "minutes")
        ?? Between("The replace threshold", rules.ReplaceThreshold, 1m)
        ?? Whole("The window for small fills", rules.AggregateSeconds, 0, 3_600, "seconds")
        ?? Between("The stop of a new copy", rules.ExitStopPercent, MostUnderPercent)
        ?? Between("The target of a new copy", rules.ExitTargetPercent, MostAbovePercent)
        ?? Between("The trailing stop of a new copy", rules.ExitTrailingPercent, MostUnderPercent);

    private static string? FollowUps(FollowUpRules rules) =>
        Dollars("The exposure for a follow-up", rules.MinimumExposureUsdc)
        ?? Between("The multiple of the minimum order", rules.FloorMultiple, 1_000m)
        ?? Between("The part for a layer", rules.LayerShare, 1m)
        ?? Dollars("The target's least hedge", rules.HedgeMinimumUsdc)
        ?? Between("The target's least hedge ratio", rules.HedgeMinimumRatio, 1m)
        ?? Between("The part for a hedge", rules.HedgeShare, 1m);

    private static string? Dollars(string what, decimal? value) => value is not { } amount || (amount is >= 0m and <= LargestDollars && decimal.Round(amount, Usdc.Decimals) == amount)
        ? null : $"{what} is zero dollars or more, with at most six decimals.";

    private static string? Between(string what, decimal? value, decimal most) => value is not { } number || (number >= 0m && number <= most && decimal.Round(number, 6) == number)
        ? null : FormattableString.Invariant($"{what} is from 0 to {most}, with at most six decimals.");

    private static string? Whole(string what, int? value, int least, int most, string unit) => value is not { } number || (number >= least && number <= most)
        ? null : FormattableString.Invariant($"{what} is from {least} to {most} {unit}.");

    private static string? List(string what, int? allowed, int? denied) => Math.Max(allowed ?? 0, denied ?? 0) <= MostListed ? null : $"At most {MostListed} {what} may be listed.";

    private static string? Names(AllowDeny<string>? categories) => categories is null || categories.Allow.Concat(categories.Deny).All(name => name?.Trim() is { Length: > 0 and <= 60 })
        ? null : "A category is named by 1 to 60 characters.";
}
