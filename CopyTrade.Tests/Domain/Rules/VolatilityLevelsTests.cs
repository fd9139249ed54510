using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Rules;

/// <summary>Vectors computed by hand.</summary>
public sealed class VolatilityLevelsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Suggest_ThreeDays_IsTheAverageTrueRange()
    {
        // Day 1: 0.50–0.54, 0.04. Day 2 opens under the close of 0.54: 0.48–0.52, true range 0.54 − 0.48 = 0.06. Day 3 above the close of 0.50: 0.53–0.55, 0.55 − 0.50 = 0.05.
        // Average 0.05. Stop 0.60 − 1.5 × 0.05 = 0.525 → 0.52; target 0.60 + 2 × 0.05 = 0.70.
        var levels = Levels([.. Day(3, 0.50m, 0.54m), .. Day(2, 0.48m, 0.52m, 0.50m), .. Day(1, 0.53m, 0.55m)], 0.60m);

        Assert.Equal(new LevelSuggestion.Levels(Price.Of(0.52m), Price.Of(0.70m), Price.Of(0.60m), 0.05m, 3, false), levels);
    }

    [Fact]
    public void Suggest_NearTheEnd_HoldsTheLevelsAtTheGrid()
    {
        // 0.95 + 2 × 0.05 = 1.05 → 0.99; 0.95 − 0.075 = 0.875 → 0.87.
        var levels = Levels([.. Day(3, 0.50m, 0.55m), .. Day(2, 0.55m, 0.60m), .. Day(1, 0.60m, 0.65m)], 0.95m);

        Assert.Equal(new LevelSuggestion.Levels(Price.Of(0.87m), Price.Of(0.99m), Price.Of(0.95m), 0.05m, 3, true), levels);
    }

    [Fact]
    public void Suggest_ManyDays_LooksAtTheLastFourteen()
    {
        // Twenty days: the six oldest range over 0.40, the rest over 0.02 around the same close.
        var points = Enumerable.Range(1, 20).SelectMany(ago => ago > 14 ? Day(ago, 0.30m, 0.70m, 0.50m) : Day(ago, 0.49m, 0.51m, 0.50m)).ToList();

        var levels = Assert.IsType<LevelSuggestion.Levels>(VolatilityLevels.Suggest(points, Price.Of(0.50m), TickSize.Cent, Now));

        Assert.Equal((14, 0.02m, Price.Of(0.47m), Price.Of(0.54m)), (levels.Days, levels.AverageRange, levels.Stop, levels.Target));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Suggest_TooFewDays_SaysHowManyThereAre(int days)
    {
        var none = Assert.IsType<LevelSuggestion.None>(VolatilityLevels.Suggest([.. Enumerable.Range(1, days).SelectMany(ago => Day(ago, 0.4m, 0.6m))], Price.Of(0.5m), TickSize.Cent, Now));

        Assert.StartsWith($"The venue has {days} whole days", none.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Suggest_TheDayThatRuns_IsNoWholeDay() =>
        Assert.IsType<LevelSuggestion.None>(VolatilityLevels.Suggest([.. Day(2, 0.4m, 0.6m), .. Day(1, 0.4m, 0.6m), .. Day(0, 0.4m, 0.6m)], Price.Of(0.5m), TickSize.Cent, Now));

    [Fact]
    public void Suggest_NoMovement_IsRefused() =>
        Assert.IsType<LevelSuggestion.None>(VolatilityLevels.Suggest([.. Day(3, 0.5m, 0.5m), .. Day(2, 0.5m, 0.5m), .. Day(1, 0.5m, 0.5m)], Price.Of(0.5m), TickSize.Cent, Now));

    [Fact]
    public void Suggest_PriceAtTheEndOfTheGrid_IsRefused() =>
        Assert.IsType<LevelSuggestion.None>(VolatilityLevels.Suggest([.. Day(3, 0.9m, 0.99m), .. Day(2, 0.9m, 0.99m), .. Day(1, 0.9m, 0.99m)], Price.Of(0.99m), TickSize.Cent, Now));

    private static LevelSuggestion Levels(IReadOnlyList<PricePoint> points, decimal from) => VolatilityLevels.Suggest([.. points.Reverse()], Price.Of(from), TickSize.Cent, Now);

    private static IEnumerable<PricePoint> Day(int ago, decimal low, decimal high, decimal? close = null)
    {
        var midnight = new DateTimeOffset(Now.Date, TimeSpan.Zero).AddDays(-ago);
        return [new(midnight.AddHours(1), Price.Of(low)), new(midnight.AddHours(6), Price.Of(high)), new(midnight.AddHours(11), Price.Of(close ?? high))];
    }
}
