using CopyTrade.Domain.Research.Days;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Days;

/// <summary>A replay in words: always as what would have been.</summary>
public static class ReplayWords
{
    public static string NameOf(DayReplay replay) => string.IsNullOrWhiteSpace(replay.Name) ? Format.ShortAddress(replay.Wallet.Value) : replay.Name;

    /// <summary>One sentence about what would have been decided.</summary>
    public static string Sentence(DayReplay replay, DateTimeOffset now) => replay switch
    {
        { Result: null } when replay.IsStuck(now) => "It was asked for and did not end. Ask for it again; Jobs says what became of it.",
        { Result: null } when replay.IsUnderway(now) => "Their last 24 hours are being read and judged by your rules. This takes some seconds.",
        { Problem: { } problem, Result: null } => problem,
        { Result: { Trial.Trades: 0, NewestBefore: { } newest } } => $"No trade of theirs in the 24 hours; the last was {Format.Age(now - newest)} ago.",
        { Result.Trial.Trades: 0 } => "No trade of theirs in the 24 hours, and none before in the public record.",
        { Result: { } result } => Sums(result),
        _ => "Not made yet.",
    };

    /// <summary>What it would have cost and made, as far as that is known; null when nothing would have been copied.</summary>
    public static string? Costs(DayReplayResult result)
    {
        var trial = result.Trial;
        if (trial.Copied == 0) return null;
        var open = trial.Unvalued > 0 ? $", {Format.Count(trial.Unvalued)} still held without a known price left out" : "";
        return $"Spread and slippage {Format.Usd(trial.PaidSpread.Amount)} (assumed {(trial.Cost.HalfSpread + trial.Cost.Slippage) * 100m:0.##}% a leg), fees {Format.Usd(trial.PaidFees.Amount)}; with those taken off {Format.Usd(trial.Total.Amount, true)}{open}.";
    }

    /// <summary>The reasons of skips, the most frequent first.</summary>
    public static IEnumerable<(string Reason, int Trades)> Reasons(DayReplayResult result) =>
        result.Trial.Skipped.OrderByDescending(same => same.Value).ThenBy(same => same.Key).Select(same => (EnumCode.Of(same.Key), same.Value));

    private static string Sums(DayReplayResult result)
    {
        var trial = result.Trial;
        var skipped = trial.Skipped.Values.Sum();
        var most = Reasons(result).FirstOrDefault();
        var why = skipped == 0 ? "none skipped" : $"{Format.Count(skipped)} skipped, most because: {ReasonWords.Of(most.Reason).ToLowerInvariant()}";
        var spent = trial.Spent.Amount > 0m ? $" for {Format.Usd(trial.Spent.Amount)}" : "";
        return $"Of {Format.Count(trial.Trades)} {(trial.Trades == 1 ? "trade" : "trades")} in the 24 hours {Format.Count(trial.Copied)} would have been copied{spent}, {why}.";
    }
}
