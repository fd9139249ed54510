using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Observation;

public sealed class WalletWatchTests(DatabaseFixture database) : WatchTestBase(database)
{
    [Fact]
    public async Task Drain_NobodyFollowed_AsksNothing()
    {
        await _house.Tenants.RefreshAsync(default);
        using var watch = NewWatch();

        await watch.Watch.DrainOnceAsync(true, default);

        Assert.Empty(_record.Requests);
        Assert.Equal(FeedCondition.Idle, Assert.Single(watch.Feeds.Snapshot()).State);
    }

    [Fact]
    public async Task Drain_ManyTenantsOnOneWallet_AsksOnce()
    {
        for (var tenants = 0; tenants < 5; tenants++) await _house.FollowAsync(_wallet);
        using var watch = NewWatch();

        await watch.Watch.DrainOnceAsync(true, default);

        Assert.Single(_record.Requests);
    }

    [Fact]
    public async Task Drain_FirstLookAtAWallet_GoesBackAMinuteOnly()
    {
        await _house.FollowAsync(_wallet);
        _record.Add(_house.Trade(_wallet, secondsAgo: 300), _house.Trade(_wallet, secondsAgo: 50), _house.Trade(MirrorHouse.NewWallet(), secondsAgo: 10));
        using var watch = NewWatch();

        await watch.Watch.DrainOnceAsync(true, default);
        await watch.Watch.DrainOnceAsync(true, default);

        Assert.Equal(1, await StoredAsync());
    }

    [Fact]
    public async Task Drain_RowThatAppearsAMinuteLate_IsFoundByTheSafetyNet()
    {
        await _house.FollowAsync(_wallet);
        using var watch = NewWatch();
        await watch.Watch.DrainOnceAsync(true, default);
        _house.Clock.Advance(TimeSpan.FromSeconds(90));
        await watch.Watch.DrainOnceAsync(false, default);

        _record.Add(_house.Trade(_wallet, secondsAgo: 60));
        _record.Add([.. Enumerable.Range(0, 30).Select(_ => _house.Trade(MirrorHouse.NewWallet(), secondsAgo: 1))]);
        await watch.Watch.DrainOnceAsync(true, default);

        Assert.Equal(1, await StoredAsync());
    }

    [Fact]
    public async Task Drain_AfterAnHourDown_ReadsWhatWasMissed()
    {
        await _house.FollowAsync(_wallet);
        using (var before = NewWatch()) await before.Watch.DrainOnceAsync(true, default);
        _house.Clock.Advance(TimeSpan.FromHours(1));
        _record.Add([.. Enumerable.Range(0, 45).Select(i => _house.Trade(_wallet, secondsAgo: 3500 - (i * 60)))]);

        using var after = NewWatch();
        await after.Watch.DrainOnceAsync(true, default);

        Assert.Equal(45, await StoredAsync());
    }

    [Fact]
    public async Task Drain_PageEndsAmongEqualRows_CountsThemTogether()
    {
        await _house.FollowAsync(_wallet);
        var row = _house.Trade(_wallet, secondsAgo: 20, shares: 10m);
        _record.Add([.. Enumerable.Range(0, 8).Select(_ => _house.Trade(_wallet, secondsAgo: 10)), row, row, row, row]);
        using var watch = NewWatch();

        await watch.Watch.DrainOnceAsync(true, default);

        var legs = await Database.QueryAsync<(decimal, int)>("select shares, leg_count from observed_fill where transaction_hash = @Transaction", new { row.Transaction });
        Assert.Equal([(40m, 4)], legs);
    }

    [Fact]
    public async Task Drain_GlobalFeedNotOffered_AsksWalletsOneByOne()
    {
        await _house.FollowAsync(_wallet);
        using var watch = NewWatch();
        await watch.Watch.DrainOnceAsync(true, default);
        _record.OffersGlobalFeed = false;
        for (var i = 0; i < 3; i++) await watch.Watch.DrainOnceAsync(false, default);
        _record.Requests.Clear();
        _record.Add(_house.Trade(_wallet, secondsAgo: 1));

        await watch.Watch.DrainOnceAsync(false, default);

        Assert.DoesNotContain("everybody", _record.Requests);
        Assert.Equal(1, await StoredAsync());
    }

    [Fact]
    public async Task Wake_ByBothStreams_DrainsFollowedWalletsOnly()
    {
        await _house.FollowAsync(_wallet);
        using var watch = NewWatch();
        var trade = _house.Trade(_wallet, secondsAgo: 2);
        _record.Add(trade);
        await watch.Watch.DrainOnceAsync(true, default);
        await watch.Tokens.RefreshAsync(default);
        Assert.Contains(trade.Token, watch.Market.Watched);
        Assert.Equal([_wallet], watch.Tokens.WalletsOf(trade.Token));
        _record.Add(_house.Trade(_wallet, secondsAgo: 1));

        await watch.Watch.DrainWokenAsync(new Dictionary<WalletAddress, WakeUps.WakeUp> { [_wallet] = new("activity-stream", _house.Clock.GetUtcNow()), [MirrorHouse.NewWallet()] = new("activity-stream", _house.Clock.GetUtcNow()) }, default);

        Assert.Equal(2, await StoredAsync());
        Assert.Single(await Database.QueryAsync<string>("select fill_id from observed_fill where wallet = @_wallet and source = 'activity-stream'", new { _wallet }));
    }

    [Fact]
    public async Task Drain_ManyNewWallets_ReadsThemTogether()
    {
        var wallets = Enumerable.Range(0, 20).Select(_ => MirrorHouse.NewWallet()).ToList();
        foreach (var wallet in wallets) await _house.FollowAsync(wallet);
        _record.Add([.. wallets.Select(wallet => _house.Trade(wallet))]);
        using var watch = NewWatch();

        await watch.Watch.DrainOnceAsync(true, default);

        Assert.All(_record.Requests, request => Assert.Equal("everybody", request));
        Assert.Equal(20, (await Database.QueryAsync<string>("select fill_id from observed_fill where wallet = any (@wallets)", new { wallets = wallets.Select(wallet => wallet.Value).ToArray() })).Count);
    }

    [Fact]
    public async Task Drain_VenueIsBusy_AsksForAsMuchAtOnceAsItTakes()
    {
        await _house.FollowAsync(_wallet);
        var now = _house.Clock.GetUtcNow().ToUnixTimeSeconds();
        _record.Add([.. Enumerable.Range(0, 1_300).Select(i => _house.Trade(MirrorHouse.NewWallet()) with { UnixSeconds = i < 300 ? now - (i % 5) : now - 200 - i })]);
        using var watch = NewWatch(new ObservationOptions());
        foreach (var isThorough in new[] { true, false, false }) await watch.Watch.DrainOnceAsync(isThorough, default);
        var before = _record.Requests.Count;

        await watch.Watch.DrainOnceAsync(false, default);

        Assert.Equal(1, _record.Requests.Count - before);
    }

    [Fact]
    public async Task Run_VenueFailsAtFirst_GoesOnAndStoresWhatAWakeUpAnnounces()
    {
        await _house.FollowAsync(_wallet);
        _record.FailuresAhead = 2;
        using var watch = new WatchHouse(_house, Database, _record, new ObservationOptions { DrainSeconds = 60 }, TimeProvider.System);
        var trade = _house.Trade(_wallet) with { UnixSeconds = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() };
        _record.Add(trade with { Shares = Shares.Of(1m), Transaction = MirrorHouse.NewTransaction() });
        await watch.Watch.StartAsync(default);
        Assert.True(await _house.Signal.WaitAsync(Wait.Limit, TimeProvider.System, default));

        _record.Add(trade);
        watch.Activity.Hints.Writer.TryWrite(new ActivityHint(_wallet, null, TimeProvider.System.GetUtcNow()));
        Assert.True(await _house.Signal.WaitAsync(Wait.Limit, TimeProvider.System, default));
        await watch.Watch.StopAsync(default);

        Assert.Equal(2, await StoredAsync());
    }

    [Fact]
    public async Task Wake_RowNotYetInTheRecord_IsReadAgainUntilItIsThere()
    {
        await _house.FollowAsync(_wallet);
        var late = _house.Trade(_wallet, secondsAgo: 0);
        var reads = 0;
        // By a clock of its own: the three seconds that the record is given are not over because the machine stood still.
        var clock = new ManualTimeProvider(_house.Clock.GetUtcNow());
        using var watch = new WatchHouse(_house, Database, _record, new ObservationOptions { DrainSeconds = 60, SafetyNetSeconds = 600 }, clock);
        await watch.Watch.StartAsync(default);
        await Eventually(() => watch.Wallets.Find(_wallet) is { IsCaughtUp: true });
        _record.OnRequest = request =>
        {
            if (request.StartsWith("wallet", StringComparison.Ordinal) && ++reads == 3) _record.Add(late);
        };

        watch.Activity.Hints.Writer.TryWrite(new ActivityHint(_wallet, null, clock.GetUtcNow()) { Transaction = late.Transaction });
        var stored = _house.Signal.WaitAsync(Wait.Limit, TimeProvider.System, default);
        while (await Task.WhenAny(stored, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System)) != stored) clock.Advance(TimeSpan.FromMilliseconds(50));
        Assert.True(await stored);
        await watch.Watch.StopAsync(default);

        Assert.Equal((1, 3), (await StoredAsync(), reads));
    }

    [Fact]
    public async Task Wake_RowThatNeverComes_ComesBackEverSeldomerAndIsGivenUpAfterThreeSeconds()
    {
        using var wakeUps = new WakeUps(_house.Clock);
        var wake = new WakeUps.WakeUp("activity-stream", _house.Clock.GetUtcNow());
        var waits = new List<int>();
        for (var waited = 0; waited < 5_000; waited += 50)
        {
            if (waited == 0) wakeUps.AddAgain(_wallet, wake);
            _house.Clock.Advance(TimeSpan.FromMilliseconds(50));
            wakeUps.Add(MirrorHouse.NewWallet(), wake);
            if (!(await wakeUps.TakeAsync(default)).TryGetValue(_wallet, out var again)) continue;
            waits.Add(waited + 50);
            wakeUps.AddAgain(_wallet, again);
        }

        Assert.Equal([50, 150, 350, 750, 1550, 2350, 3150], waits);
    }

    private static async Task Eventually(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Wait.Limit);
        while (!condition()) await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, patience.Token);
    }
}
