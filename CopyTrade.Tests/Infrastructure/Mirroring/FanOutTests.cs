using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

/// <summary>What one fill asks of the database, counted on the wire.</summary>
public sealed class FanOutTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Route_OneFillOfManyFollowers_IsOneInsertOfOrdersOneOfDecisionsAndOneCommit()
    {
        await using var wire = new WireCount(new NpgsqlConnectionStringBuilder(database.ConnectionString).Port);
        var counted = DatabaseFixture.On(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = wire.Port }.ConnectionString);
        using var house = new MirrorHouse(counted);

        var (few, many) = (await RouteAsync(house, wire, OrderSide.Buy, followers: 2), await RouteAsync(house, wire, OrderSide.Buy, followers: 20));

        Assert.Equal((1, 1, 1), (many.Count("insert into trade_order"), many.Count("insert into copy_decision"), many.Count("commit")));
        Assert.Equal(few.RoundTrips, many.RoundTrips);
        Assert.Equal(22, house.Queue.Waiting);
        await counted.DisposeAsync();
    }

    [Fact]
    public async Task Route_AnExitOfManyFollowers_CallsBackAllTheirEntriesInOneStatement()
    {
        await using var wire = new WireCount(new NpgsqlConnectionStringBuilder(database.ConnectionString).Port);
        var counted = DatabaseFixture.On(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Port = wire.Port }.ConnectionString);
        using var house = new MirrorHouse(counted);
        var wallet = MirrorHouse.NewWallet();
        foreach (var _ in Enumerable.Range(0, 10)) await house.FollowAsync(wallet);
        var entry = house.Trade(wallet, secondsAgo: 10);
        await house.SeeAsync(entry);
        await house.RouteAllAsync();
        _ = wire.Take();

        await house.SeeAsync(house.Trade(wallet, OrderSide.Sell, token: entry.Token));
        await house.RouteAllAsync();

        Assert.Equal(1, DecisionOf(wire).Count("update trade_order"));
        Assert.Equal(10, (await database.QueryAsync<long>(
            "select count(*) from trade_order where cancel_reason = 'leaving' and token_id = @token", new { token = entry.Token.Value })).Single());
        await counted.DisposeAsync();
    }

    private static async Task<WireUnit> RouteAsync(MirrorHouse house, WireCount wire, OrderSide side, int followers)
    {
        var wallet = MirrorHouse.NewWallet();
        foreach (var _ in Enumerable.Range(0, followers)) await house.FollowAsync(wallet);
        await house.SeeAsync(house.Trade(wallet, side));
        _ = wire.Take();
        await house.RouteAllAsync();
        return DecisionOf(wire);
    }

    private static WireUnit DecisionOf(WireCount wire) => Assert.Single(wire.Take(), unit => unit.Has("insert into copy_decision"));
}
