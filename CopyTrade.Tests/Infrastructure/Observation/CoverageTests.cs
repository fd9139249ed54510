using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Observation;

public sealed class CoverageTests(DatabaseFixture database) : WatchTestBase(database)
{
    [Fact]
    public async Task Check_SeenLateAndNeverSeen_CountsWhatWasInTime()
    {
        await _house.FollowAsync(_wallet);
        using var watch = NewWatch();
        await watch.Watch.DrainOnceAsync(true, default);
        _house.Clock.Advance(TimeSpan.FromMinutes(10));
        var (quick, late, lost) = (_house.Trade(_wallet, secondsAgo: 2), _house.Trade(_wallet, secondsAgo: 90), _house.Trade(_wallet, secondsAgo: 30));
        await _house.SeeAsync(quick, late);
        _record.Add(quick, late, lost, _house.Trade(_wallet, secondsAgo: 3600));
        _house.Clock.Advance(TimeSpan.FromMinutes(70));

        Assert.Equal(new JobReport(1, 1), await watch.Coverage.RunAsync(default));
        Assert.Equal(JobReport.Nothing, await watch.Coverage.RunAsync(default));

        var coverage = await new CoverageQuery(Database.Databases).ReadAsync(_wallet, _house.Clock.GetUtcNow().AddDays(-1), default);
        Assert.Equal((3, 2, 1, true), (coverage.Shown, coverage.Seen, coverage.InTime, coverage.IsComplete));
        Assert.Equal(1m / 3m, coverage.Share);
        Assert.Equal([(lost.UnixSeconds, true), (late.UnixSeconds, false)], coverage.Missed.Select(miss => (miss.FilledAt.ToUnixTimeSeconds(), miss.SeenAt is null)));
        Assert.Equal((GapCause.Missed, GapState.Closed), Assert.Single(coverage.Gaps.Select(gap => (gap.Cause, gap.State))));
        Assert.Equal(["coverage-check"], await Database.QueryAsync<string>("select source from observed_fill where transaction_hash = @Transaction", new { lost.Transaction }));
    }

    [Fact]
    public async Task Check_PeriodNotSettledYet_Waits()
    {
        await _house.FollowAsync(_wallet);
        using var watch = NewWatch();
        await watch.Watch.DrainOnceAsync(true, default);
        _house.Clock.Advance(TimeSpan.FromMinutes(65));

        Assert.Equal(JobReport.Nothing, await watch.Coverage.RunAsync(default));
        var coverage = await new CoverageQuery(Database.Databases).ReadAsync(_wallet, _house.Clock.GetUtcNow().AddDays(-1), default);
        Assert.Equal((null, null), (coverage.Share, coverage.From));
    }

    [Fact]
    public async Task Statistics_OfAHistory_ArePercentilesOfTheDominantSide()
    {
        await _house.FollowAsync(_wallet);
        // Ten markets with 10, 20 … 100 dollars on one side and a dollar on the other.
        for (var i = 1; i <= 10; i++)
        {
            var market = ConditionId.Parse($"0x{i:x64}");
            var (main, hedge) = (MirrorHouse.NewToken(), MirrorHouse.NewToken());
            _record.Add(
                _house.Trade(_wallet, shares: 10m * i, price: 0.50m, token: main, secondsAgo: 1000 * i) with { Condition = market },
                _house.Trade(_wallet, shares: 10m * i, price: 0.50m, token: main, secondsAgo: 900 * i) with { Condition = market },
                _house.Trade(_wallet, shares: 2m, price: 0.50m, token: hedge, secondsAgo: 800 * i) with { Condition = market },
                _house.Trade(_wallet, OrderSide.Sell, shares: 500m, price: 0.50m, token: main, secondsAgo: 700 * i) with { Condition = market });
        }

        _record.Add(_house.Trade(_wallet, shares: 9000m, secondsAgo: 31 * 86_400));
        using var watch = NewWatch();

        Assert.Equal(new JobReport(1, 1), await watch.Statistics.RunAsync(default));
        Assert.Equal(JobReport.Nothing, await watch.Statistics.RunAsync(default));

        var statistic = await new WalletStatistics(Database.Databases).LatestAsync(_wallet, default);
        Assert.NotNull(statistic);
        Assert.Equal((10, 30, true, _house.Clock.GetUtcNow()), (statistic.SampleSize, statistic.WindowDays, statistic.IsComplete, statistic.CapturedAt));
        var percentiles = Assert.IsType<BetPercentiles>(statistic.Percentiles);
        Assert.Equal([55m, 77.5m, 91m, 95.5m, 99.1m], new[] { percentiles.P50, percentiles.P75, percentiles.P90, percentiles.P95, percentiles.P99 }.Select(value => value.Amount));
        Assert.Equal(86.5m, percentiles.At(85).Amount);
    }

    [Fact]
    public async Task Statistics_OfAWalletThatNeverBought_SayThereIsNoSample()
    {
        await _house.FollowAsync(_wallet);
        using var watch = NewWatch();

        await watch.Statistics.FirstLookAsync([_wallet], 1, default);

        var statistic = await new WalletStatistics(Database.Databases).LatestAsync(_wallet, default);
        Assert.Equal((0, null), (statistic?.SampleSize, statistic?.Percentiles));
    }

    [Fact]
    public async Task Statistics_OnlyAfterADay_AreMadeAnew()
    {
        await _house.FollowAsync(_wallet);
        using var watch = NewWatch();
        await watch.Statistics.RunAsync(default);
        _house.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(0, (await watch.Statistics.RunAsync(default)).Seen);
        _house.Clock.Advance(TimeSpan.FromHours(2));

        Assert.Equal(1, (await watch.Statistics.RunAsync(default)).Seen);
        Assert.Equal(0, (await watch.Statistics.FirstLookAsync([_wallet], 1, default)).Seen);
    }
}
