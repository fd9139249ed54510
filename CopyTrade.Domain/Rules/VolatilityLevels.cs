using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>Suggests a stop and a target from how much the token itself moves (R4.29). Pure: the same history gives the same levels, and everybody can do the arithmetic again.</summary>
/// <remarks>Range of a day (UTC): the higher of its highest price and the close before, less the lower of its lowest price and the close before (J. W. Wilder's true range);
/// of the first day, highest less lowest. The average of the last days, times 1.5 under the price for the stop and times 2 above it for the target, both away from the price to the grid.
/// The day that still runs is left out.</remarks>
public static class VolatilityLevels
{
    /// <summary>Whole days that are needed at least.</summary>
    public const int LeastDays = 3;

    /// <summary>Whole days that are looked at at most: the last ones.</summary>
    public const int MostDays = 14;

    /// <summary>Average ranges between price and stop.</summary>
    public const decimal StopRanges = 1.5m;

    /// <summary>Average ranges between price and target.</summary>
    public const decimal TargetRanges = 2m;

    private const int LeastPointsOfADay = 2;

    /// <summary>Levels around a price.</summary>
    /// <param name="history">Prices of the token, in any order.</param>
    /// <param name="from">The price now.</param>
    /// <param name="tick">The market's grid.</param>
    /// <param name="now">The moment: its own day (UTC) is left out.</param>
    public static LevelSuggestion Suggest(IReadOnlyList<PricePoint> history, Price from, TickSize tick, DateTimeOffset now)
    {
        var days = history.Where(point => point.At.UtcDateTime.Date < now.UtcDateTime.Date)
            .GroupBy(point => point.At.UtcDateTime.Date).Where(day => day.Count() >= LeastPointsOfADay).OrderBy(day => day.Key)
            .Select(day => new Day(day.Min(point => point.Price), day.Max(point => point.Price), day.MaxBy(point => point.At)!.Price)).ToList();
        if (days.Count < LeastDays) return new LevelSuggestion.None($"The venue has {days.Count} whole days of prices of this outcome; {LeastDays} are needed to know how much it moves.");
        var ranges = days.Select((day, i) => i == 0 ? day.High.Value - day.Low.Value : day.RangeAfter(days[i - 1].Close)).TakeLast(MostDays).ToList();
        var average = decimal.Round(ranges.Sum() / ranges.Count, Price.Decimals, MidpointRounding.AwayFromZero);
        if (average == 0m) return new LevelSuggestion.None($"Its price did not move in {ranges.Count} days: there is no range to measure levels by.");
        var (stop, isLow) = OnGrid(decimal.Floor((from.Value - (StopRanges * average)) / tick.Value) * tick.Value, tick);
        var (target, isHigh) = OnGrid(decimal.Ceiling((from.Value + (TargetRanges * average)) / tick.Value) * tick.Value, tick);
        return stop >= from || target <= from
            ? new LevelSuggestion.None("The price is at the end of the grid: there is no room for a stop under it and a target above it.")
            : new LevelSuggestion.Levels(stop, target, from, average, ranges.Count, isLow || isHigh);
    }

    private static (Price Price, bool IsClamped) OnGrid(decimal value, TickSize tick)
    {
        var clamped = Math.Clamp(value, tick.Lowest.Value, tick.Highest.Value);
        return (Price.Of(clamped), clamped != value);
    }

    private sealed record Day(Price Low, Price High, Price Close)
    {
        public decimal RangeAfter(Price close) => Math.Max(High.Value, close.Value) - Math.Min(Low.Value, close.Value);
    }
}
