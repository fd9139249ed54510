using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Observation;

/// <summary>The same trade told by several sources (R0.62): one fill, one order.</summary>
public sealed class SightingTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public static TheoryData<string> Orders => new("activity-stream global-drain wallet-drain", "wallet-drain activity-stream global-drain", "global-drain wallet-drain activity-stream", "chain-logs activity-stream wallet-drain");

    public void Dispose() => _house.Dispose();

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Store_SameTradeBySeveralSources_IsOneFillAndOneOrder(string order)
    {
        foreach (var pause in (TimeSpan[])[TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(10)])
        {
            var sources = order.Split(' ');
            var wallet = MirrorHouse.NewWallet();
            var (tenant, _) = await _house.FollowAsync(wallet);
            var row = _house.Trade(wallet);
            foreach (var source in sources)
            {
                // Sources differ by a second about when a block was.
                await SeeAsync(_house.Store, source, source == "chain-logs" ? row with { UnixSeconds = row.UnixSeconds + 1 } : row);
                await _house.RouteAllAsync();
                _house.Clock.Advance(pause);
            }

            Assert.Equal(1, await CountAsync("observed_fill where wallet = @wallet", wallet));
            Assert.Equal("placed", Assert.Single(await _house.DecisionsAsync(tenant)).Outcome);
            var told = Assert.Single((await _house.Activity.PageAsync(tenant, new(ActivityGroup.All, null, null, null), null, 10, default)).Rows);
            var story = (await _house.Activity.FindAsync(tenant, told.DecisionId, default))!;
            Assert.Equal(sources, story.AlsoSeen.Select(seen => seen.Source).Prepend(story.Input.Fill.Source));
            Assert.Equal([pause, 2 * pause], story.AlsoSeen.Select(seen => seen.SeenAt - story.Input.Fill.ObservedAt));
        }
    }

    [Fact]
    public async Task Store_TwoSourcesAtOnceWithDifferentTimes_IsOneFill()
    {
        var wallet = MirrorHouse.NewWallet();
        for (var round = 0; round < 20; round++)
        {
            var row = _house.Trade(wallet);
            FillStore Other() => new(database.Databases, new RecentFills(), _house.Signal, _house.Clock);

            await Task.WhenAll(SeeAsync(Other(), "chain-logs", row with { UnixSeconds = row.UnixSeconds + 2 }), SeeAsync(Other(), "global-drain", row), SeeAsync(Other(), "wallet-drain", row));
        }

        Assert.Equal(20, await CountAsync("observed_fill where wallet = @wallet", wallet));
    }

    [Fact]
    public async Task Store_SameTradeOfTheSameSource_LeavesNoNote()
    {
        var wallet = MirrorHouse.NewWallet();
        var row = _house.Trade(wallet);

        await SeeAsync(_house.Store, "wallet-drain", row);
        await SeeAsync(_house.Store, "wallet-drain", row);

        Assert.Equal(0, await CountAsync("fill_sighting s join observed_fill f using (fill_id) where f.wallet = @wallet", wallet));
    }

    [Fact]
    public async Task Store_RecordingPlayedAgainLater_IsAnotherFill()
    {
        var wallet = MirrorHouse.NewWallet();
        var row = _house.Trade(wallet);

        await SeeAsync(_house.Store, "wallet-drain", row);
        await SeeAsync(_house.Store, "wallet-drain", row with { UnixSeconds = row.UnixSeconds + 3600 });

        Assert.Equal(2, await CountAsync("observed_fill where wallet = @wallet", wallet));
    }

    private static Task<int> SeeAsync(FillStore store, string source, WalletTrade row) => store.StoreAsync(FillAggregator.Group([row]), source, default);

    private async Task<long> CountAsync(string what, WalletAddress wallet) => Assert.Single(await database.QueryAsync<long>($"select count(*) from {what}", new { wallet }));
}
