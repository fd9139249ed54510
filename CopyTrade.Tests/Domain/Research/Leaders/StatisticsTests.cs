using CopyTrade.Domain.Research.Leaders;

namespace CopyTrade.Tests.Domain.Research.Leaders;

public sealed class StatisticsTests
{
    [Fact]
    public void Rate_OfAnySample_LiesInItsInterval()
    {
        for (var n = 1; n <= 60; n++)
        {
            for (var hits = 0; hits <= n; hits++)
            {
                var rate = Rate.Of(hits, n);
                Assert.InRange(rate.Value!.Value, rate.Low, rate.High);
                Assert.InRange(rate.Low, 0, 1);
                Assert.InRange(rate.High, 0, 1);
                // More of the same narrows it.
                Assert.True(Rate.Of(hits * 4, n * 4) is var more && more.High - more.Low < rate.High - rate.Low);
            }
        }
    }

    [Fact]
    public void Rate_WithoutASample_IsUnknownAndNotZero()
    {
        Assert.Null(Rate.Of(0, 0).Value);
        Assert.Equal((0.0, 1.0), (Rate.Of(0, 0).Low, Rate.Of(0, 0).High));
        Assert.Throws<ArgumentOutOfRangeException>(() => Rate.Of(2, 1));
    }

    [Theory, InlineData(58, 100, 0.4821, 0.6720), InlineData(0, 10, 0, 0.2775), InlineData(1, 1, 0.2065, 1)]
    public void Rate_KnownCases_AreWilsons(int hits, int n, double low, double high)
    {
        Assert.Equal(low, Rate.Of(hits, n).Low, 4);
        Assert.Equal(high, Rate.Of(hits, n).High, 4);
    }

    [Fact]
    public void Estimate_OverManySamples_CoversTheTruthAboutNinetyFiveTimesInAHundred()
    {
        var draw = new SeededDraw(7);
        var covered = Enumerable.Range(0, 2_000).Count(_ => Estimate.Of([.. Enumerable.Range(0, 12).Select(_ => draw.Unit() + draw.Unit() + draw.Unit())]) is { } one && one.Low <= 1.5 && one.High >= 1.5);

        Assert.InRange(covered, 1_860, 1_940);
        Assert.Null(Estimate.Of([1.0]));
    }

    [Fact]
    public void Bootstrap_OfTheSameSeed_IsTheSameAndRises()
    {
        IReadOnlyList<IReadOnlyList<double>> clusters = [[0.1, -0.2], [0.4], [-0.1, 0.3, 0.2], [-0.5]];

        var means = Bootstrap.Means(clusters, 3);

        Assert.Equal(means, Bootstrap.Means(clusters, 3));
        Assert.NotEqual(means, Bootstrap.Means(clusters, 4));
        Assert.Equal(means.Order(), means);
        Assert.Equal(1, Bootstrap.ProbabilityAbove(means, -2));
        Assert.Equal(0, Bootstrap.ProbabilityAbove(means, 2));
        Assert.Empty(Bootstrap.Means([[1.0]], 3));
        Assert.Null(Bootstrap.ProbabilityAbove([], 0));
    }

    [Fact]
    public void Bootstrap_ProbabilityAbove_FallsAsTheBarRises()
    {
        var draw = new SeededDraw(11);
        var means = Bootstrap.Means([.. Enumerable.Range(0, 40).Select(_ => (IReadOnlyList<double>)[(draw.Unit() * 2) - 0.9])], 1);

        double[] chances = [.. Enumerable.Range(-20, 41).Select(bar => Bootstrap.ProbabilityAbove(means, bar / 20.0)!.Value)];

        Assert.Equal(chances.OrderDescending(), chances);
        Assert.All(chances, chance => Assert.InRange(chance, 0, 1));
    }

    [Fact]
    public void Shrinkage_OfPureLuck_LeavesNobodyAnEdge()
    {
        var draw = new SeededDraw(5);
        var all = Enumerable.Range(0, 200).Select(_ => Estimate.Of([.. Enumerable.Range(0, 30).Select(_ => draw.Unit() < 0.5 ? 1.0 : -1.0)])!).ToList();
        var fit = LuckShrinkage.Fit(all)!;

        var best = fit.Shrink(all.MaxBy(one => one.Mean)!);

        Assert.True(all.Max(one => one.Mean) > 0.4);
        Assert.InRange(best.Mean, -0.1, 0.15);
        Assert.True(best.Low < 0);
    }

    [Fact]
    public void Shrinkage_MovesTowardsTheMiddle_TheMoreTheLessIsKnown()
    {
        List<Estimate> all = [.. Enumerable.Range(0, 40).Select(i => Estimate.Around((i - 20) * 0.02, 0.03, 100))];
        var fit = LuckShrinkage.Fit(all)!;

        var (sure, unsure) = (fit.Shrink(Estimate.Around(0.5, 0.01, 900)), fit.Shrink(Estimate.Around(0.5, 0.3, 9)));

        Assert.InRange(unsure.Mean, fit.Middle, sure.Mean);
        Assert.InRange(sure.Mean, 0.45, 0.5);
        Assert.All(all, one => Assert.True(Math.Abs(fit.Shrink(one).Mean - fit.Middle) <= Math.Abs(one.Mean - fit.Middle) + 1e-9));
        Assert.Null(LuckShrinkage.Fit([all[0], all[1]]));
    }
}
