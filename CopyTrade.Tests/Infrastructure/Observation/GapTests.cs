using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Observation;

/// <summary>What was not read in time is listed, read later, and never copied late (F12).</summary>
public sealed class GapTests(DatabaseFixture database) : WatchTestBase(database)
{
    [Theory]
    [InlineData(1)]
    [InlineData(72)]
    public async Task Restart_AfterAnOutage_PlacesNothingOldAndListsTheGap(int hours)
    {
        var (tenant, _) = await _house.FollowAsync(_wallet);
        using (var before = NewWatch()) await before.Watch.DrainOnceAsync(true, default);
        _house.Clock.Advance(TimeSpan.FromHours(hours));
        _record.Add([.. Enumerable.Range(0, 20).Select(i => _house.Trade(_wallet, secondsAgo: 90 + (i * 120)))]);
        _record.Add(_house.Trade(_wallet, secondsAgo: 3));

        using var after = NewWatch();
        await after.Watch.DrainOnceAsync(true, default);
        await _house.RouteAllAsync();

        var decisions = await _house.DecisionsAsync(tenant);
        Assert.Equal((21, 1), (decisions.Count, decisions.Count(decision => decision.Outcome == "placed")));
        var gap = Assert.Single((await CoverageAsync()).Gaps);
        Assert.Equal((GapCause.Outage, GapState.Closed, 21), (gap.Cause, gap.State, gap.Found));
        Assert.InRange(gap.To - gap.From, TimeSpan.FromHours(hours), TimeSpan.FromHours(hours).Add(TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task FreshStart_WithHistory_CopiesOnlyWhatIsNew()
    {
        var (tenant, _) = await _house.FollowAsync(_wallet);
        _record.Add([.. Enumerable.Range(0, 10).Select(i => _house.Trade(_wallet, secondsAgo: 70 + (i * 300)))]);
        _record.Add(_house.Trade(_wallet, secondsAgo: 5));
        using var watch = NewWatch();

        await watch.Watch.DrainOnceAsync(true, default);
        await _house.RouteAllAsync();

        Assert.Equal("placed", Assert.Single(await _house.DecisionsAsync(tenant)).Outcome);
        Assert.Empty((await CoverageAsync()).Gaps);
    }

    [Fact]
    public async Task Restart_DiedBeforeAnythingWasRead_LooksBackToWhenItWasFirstWatched()
    {
        await _house.FollowAsync(_wallet);
        using (var died = NewWatch()) await died.Wallets.SetAsync([_wallet], default);
        _house.Clock.Advance(TimeSpan.FromMinutes(5));
        _record.Add(_house.Trade(_wallet, secondsAgo: 400), _house.Trade(_wallet, secondsAgo: 240));

        using var after = NewWatch();
        await after.Watch.DrainOnceAsync(true, default);

        Assert.Equal(1, await StoredAsync());
        Assert.Equal(GapCause.Outage, Assert.Single((await CoverageAsync()).Gaps).Cause);
    }

    [Fact]
    public async Task Drain_MoreThanItReads_LeavesAGapThatTheReplayCloses()
    {
        await _house.FollowAsync(_wallet);
        using (var before = NewWatch()) await before.Watch.DrainOnceAsync(true, default);
        _house.Clock.Advance(TimeSpan.FromHours(1));
        _record.Add([.. Enumerable.Range(0, 60).Select(i => _house.Trade(_wallet, secondsAgo: 3500 - (i * 50)))]);
        using var watch = NewWatch(new ObservationOptions { PageRows = 10, MostPages = 2, HistoryRequestsPerSecond = 10 });

        await watch.Watch.DrainOnceAsync(true, default);
        Assert.InRange(await StoredAsync(), 15, 25);
        var open = Assert.Single((await CoverageAsync()).Gaps, gap => gap.Cause == GapCause.OutOfReach);
        Assert.Equal(GapState.Open, open.State);
        await watch.Replay.RoundAsync(default);

        Assert.Equal(60, await StoredAsync());
        var closed = Assert.Single((await CoverageAsync()).Gaps, gap => gap.Cause == GapCause.OutOfReach);
        Assert.Equal((GapState.Closed, 1), (closed.State, closed.Tries));
        Assert.InRange(closed.Found ?? 0, 35, 45);
    }

    [Fact]
    public async Task Replay_RecordKeepsFailing_GivesUpWithTheReason()
    {
        await _house.FollowAsync(_wallet);
        using var watch = NewWatch(new ObservationOptions { GapTries = 3, HistoryRequestsPerSecond = 10 });
        var now = _house.Clock.GetUtcNow();
        await watch.Gaps.OpenAsync([(_wallet, now.AddHours(-1))], now, GapCause.OutOfReach, TimeSpan.Zero, default);
        await watch.Gaps.OpenAsync([(_wallet, now.AddMinutes(-30))], now, GapCause.OutOfReach, TimeSpan.Zero, default);
        _record.FailuresAhead = 100;

        for (var i = 0; i < 6; i++)
        {
            await watch.Replay.RoundAsync(default);
            _house.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var gap = Assert.Single((await CoverageAsync()).Gaps);
        Assert.Equal((GapState.GivenUp, 3, "Tried 3 times. 503"), (gap.State, gap.Tries, gap.Reason));
    }

    [Fact]
    public async Task Watch_FollowedAgainAfterAPause_DoesNotLookBack()
    {
        var (tenant, target) = await _house.FollowAsync(_wallet);
        using var watch = NewWatch();
        await watch.Watch.DrainOnceAsync(true, default);
        await _house.Targets.RemoveAsync(tenant, target.Id, default);
        _house.Clock.Advance(TimeSpan.FromSeconds(31)); // nothing announces changes here
        await watch.Watch.DrainOnceAsync(true, default);
        _house.Clock.Advance(TimeSpan.FromHours(2));
        _record.Add(_house.Trade(_wallet, secondsAgo: 3000), _house.Trade(_wallet, secondsAgo: 5));

        await _house.FollowAsync(_wallet, tenant: tenant);
        await watch.Watch.DrainOnceAsync(true, default);

        Assert.Equal(1, await StoredAsync());
        Assert.Empty((await CoverageAsync()).Gaps);
    }

    private Task<WalletCoverage> CoverageAsync() => new CoverageQuery(Database.Databases).ReadAsync(_wallet, _house.Clock.GetUtcNow().AddDays(-30), default);
}
