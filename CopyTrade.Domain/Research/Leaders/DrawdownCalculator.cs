using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>The realised result over time: day by day, its falls, and its steadiness.</summary>
public static class DrawdownCalculator
{
    private const int FewestDays = 14;
    private const int DaysOfYear = 365;

    /// <summary>Result up to the end of each day from the first close to <paramref name="asOf"/>; empty without a close.</summary>
    public static IReadOnlyList<EquityDay> Days(IReadOnlyCollection<LeaderClosing> closed, DateTimeOffset asOf)
    {
        if (closed.Count == 0) return [];
        var byDay = closed.GroupBy(closing => DayOf(closing.ClosedAt)).ToDictionary(day => day.Key, day => LeaderCalculator.Sum(day.Select(closing => closing.Pnl)));
        var (days, total) = (new List<EquityDay>(), Usdc.Zero);
        for (var day = byDay.Keys.Min(); day <= DayOf(asOf); day = day.AddDays(1)) days.Add(new(day, total += byDay.GetValueOrDefault(day)));
        return days;
    }

    /// <summary>The deepest fall of the result after each close, measured against capital and profit at the peak.</summary>
    public static DrawdownFacts Of(IReadOnlyCollection<LeaderClosing> closed, HoldTimes holds)
    {
        var (total, peak, worst, part, on, capital) = (0m, 0m, 0m, 0.0, (DateOnly?)null, CapitalOf(closed, holds));
        foreach (var closing in closed.OrderBy(closing => closing.ClosedAt))
        {
            total += closing.Pnl.Amount;
            peak = Math.Max(peak, total);
            if (total - peak < worst) (worst, on) = (total - peak, DayOf(closing.ClosedAt));
            if (capital + peak > 0m) part = Math.Max(part, (double)((peak - total) / (capital + peak)));
        }

        return new(Usdc.Of(worst), capital > 0m ? Math.Min(1, part) : null, on, Usdc.Of(capital));
    }

    /// <summary>Mean over standard deviation of daily results on the capital × √365; null with fewer than 14 days or without any movement.</summary>
    public static double? Sharpe(IReadOnlyList<EquityDay> days, Usdc capital)
    {
        if (days.Count < FewestDays || capital.Amount <= 0m) return null;
        double[] returns = [.. days.Select((day, i) => (double)((day.Total.Amount - (i == 0 ? 0m : days[i - 1].Total.Amount)) / capital.Amount))];
        var mean = returns.Average();
        var deviation = Math.Sqrt(returns.Sum(value => (value - mean) * (value - mean)) / (returns.Length - 1));
        return deviation > 0 ? mean / deviation * Math.Sqrt(DaysOfYear) : null;
    }

    // Most dollars in positions at one time: a position counts from its first purchase to its close.
    private static decimal CapitalOf(IReadOnlyCollection<LeaderClosing> closed, HoldTimes holds)
    {
        var moves = closed.SelectMany(closing => new[] { (At: holds.FromOf(closing.Token) ?? closing.ClosedAt.Add(-(holds.Median ?? TimeSpan.Zero)), Change: closing.Cost.Amount), (At: closing.ClosedAt, Change: -closing.Cost.Amount) })
            .OrderBy(move => move.At).ThenByDescending(move => move.Change);
        var (at, most) = (0m, 0m);
        foreach (var (_, change) in moves) most = Math.Max(most, at += change);
        return most;
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}
