using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Leaders;

/// <summary>One figure of each wallet that is compared.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Hint">How it comes about.</param>
/// <param name="Of">Value, what stands under it, and its colour; null where it is not known.</param>
public sealed record ComparisonRow(string Name, string? Hint, Func<LeaderProfile, LeaderStanding?, (string Value, string? Under, string Tone)?> Of)
{
    /// <summary>All of them, weightiest first.</summary>
    public static IReadOnlyList<ComparisonRow> All { get; } =
    [
        new("Edge after costs", "Mean return of a closed position after copying costs, luck taken off; 95% range", (_, standing) => standing?.Shrunk is { } edge ? (LeaderLook.Percent(edge.Mean, 1, true), $"{LeaderLook.Interval(edge)}, n={Format.Count(edge.N)}", LeaderLook.Tone(edge.Mean)) : null),
        new("Recent edge", "Positions fade by half in 30 days", (profile, _) => profile.Recent is { } recent ? (LeaderLook.Percent(recent.Mean, 1, true), $"{LeaderLook.Interval(recent)}, n={Format.Count(recent.N)}", LeaderLook.Tone(recent.Mean)) : null),
        new("Chance it earns", "Redraws of its markets that leave a copier above zero", (profile, standing) => profile.ProbabilityOfEdge is { } chance ? (LeaderLook.Percent(chance, 0), $"peers {LeaderLook.Percent(standing?.AbovePeers, 0)}, index {LeaderLook.Percent(standing?.AboveIndex, 0)}", "") : null),
        new("Rolling score", "Mean place of five parts among all, 0 to 100", (_, standing) => standing?.Score is { } score ? (score.ToString("0", System.Globalization.CultureInfo.InvariantCulture), "of 100", "") : null),
        .. ((int[])[7, 30, 90]).Select(days => new ComparisonRow($"Profit, {days} d", "Realised when positions closed", (profile, _) => profile.Window(days) is { N: > 0 } window ? (Format.Usd(window.Pnl.Amount, true), $"{LeaderLook.Percent(window.Roi, 1, true)} of cost, n={Format.Count(window.N)}", LeaderLook.Tone((double)window.Pnl.Amount)) : null)),
        new("Win rate", "Closed positions that made money", (profile, _) => profile.WinRate.Value is { } wins ? (LeaderLook.Percent(wins), LeaderLook.Interval(profile.WinRate), "") : null),
        new("Sharpe", "A year's worth of daily results; over the index of all markets", (profile, standing) => profile.Sharpe is null && standing?.OverIndex is null ? null : (LeaderLook.Number(profile.Sharpe), $"over index {LeaderLook.Number(standing?.OverIndex)}", "")),
        new("Deepest fall", "Of the realised result, against the most it had at work", (profile, _) => profile.Drawdown.Part is { } fall ? (LeaderLook.Percent(fall, 0), Format.Usd(profile.Drawdown.Worst.Amount, true), "") : null),
        new("Without best market", "Result of 90 days", (profile, _) => profile.WithoutBest is { } without ? (Format.Usd(without.Amount, true), profile.BestPart is { } part ? $"{LeaderLook.Percent(part, 0)} from one" : null, LeaderLook.Tone((double)without.Amount)) : null),
        new("Brier", "0 is clairvoyance, 0.25 a coin", (profile, _) => profile.Brier is { } brier ? (brier.ToString("0.000", System.Globalization.CultureInfo.InvariantCulture), null, "") : null),
        new("Copyable", "Entries of 5 to 95 cents held five minutes or longer", (profile, _) => profile.Copyable.Value is { } copyable ? (LeaderLook.Percent(copyable, 0), LeaderLook.Interval(profile.Copyable), "") : null),
        new("Room a day", "Dollars within 2% of the best ask times its entries; left after those who copy it", (profile, _) => profile.CapacityADay is { } room ? (Format.UsdTick(decimal.Round(room.Amount)), profile.RoomLeft is { } left && profile.Crowding is { Followers: > 0 } ? $"{Format.UsdTick(decimal.Round(left.Amount))} left" : null, "") : null),
        new("Median hold", "From first purchase to close", (profile, _) => profile.MedianHold is { } hold ? (LeaderLook.Hold(hold), $"taker {LeaderLook.Percent(profile.Taker.Value, 0)}", "") : null),
        new("Median trade", "Dollars", (profile, _) => profile.MedianFill is { } fill ? (Format.Usd(fill.Amount), $"{LeaderLook.Number(profile.TradesADay)} a day", "") : null),
        new("Categories", "Most positions first", (profile, _) => profile.Categories.Count > 0 ? (string.Join(", ", profile.Categories.OrderByDescending(group => group.Wins.N).Take(2).Select(group => group.Name)), null, "") : null),
        new("Watch out", "Red flags", (profile, _) => profile.Flags.Count > 0 ? (string.Join(", ", profile.Flags.Select(flag => LeaderLook.Of(flag.Kind)).Distinct()), null, "is-warn") : ("none", null, "")),
    ];
}
