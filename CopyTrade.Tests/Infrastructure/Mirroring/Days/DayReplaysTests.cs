using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Mirroring.Days;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Simulator;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Research.Copies;
using CopyTrade.Tests.Infrastructure.Venue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Mirroring.Days;

/// <summary>Against a demo venue with a past and a real database.</summary>
public sealed class DayReplaysTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static CancellationToken Ct => CancellationToken.None;

    private DayReplays Replays => new(database.Scopes, new JobQueue(TimeProvider.System), TimeProvider.System);

    [Fact]
    public async Task Replay_OfAWalletJustFollowed_IsMadeOnceAndPostedToNoBook()
    {
        // The demo's past ends with yesterday: seen from midnight it is the last 24 hours, whenever this runs. Asked before the demo begins: a day that ends meanwhile is in its past, too.
        var midnight = new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        await using var venue = await SimulatorHost.StartAsync(new() { Leaders = false, PastDays = 4, Crowd = 0, EnforceRateLimits = false }, TimeProvider.System, null, Ct);
        await using var services = TestVenue.At($"http://127.0.0.1:{venue.Port}");
        var (mine, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        var wallet = (await services.GetRequiredService<ILeaderRecord>().FindNameAsync("Marlow Vane", Ct))!.Wallet;
        var target = await FollowAsync(mine, wallet);
        var replays = Replays;

        Assert.True(await replays.RequestAsync(mine, target, Ct));
        Assert.True(await replays.RequestAsync(mine, target, Ct));
        Assert.False(await replays.RequestAsync(other, target, Ct));
        Assert.True((await replays.FindAsync(mine, target, Ct))!.IsUnderway(TimeProvider.System.GetUtcNow()));
        var payload = Assert.Single(await database.QueryAsync<string>("select payload::text from harness_job where billing_account_id = @Tenant", new { mine.Tenant }));
        var handler = new ReplayDayHandler(
            database.Scopes, new HistoryReader(services.GetRequiredService<ITradeRecord>(), Options.Create(new ObservationOptions()), TimeProvider.System), services.GetRequiredService<ITradeRecord>(),
            services.GetRequiredService<ILeaderRecord>(), new FixedMarks(), new ManualClock(midnight));
        var first = await handler.RunAsync(Job(mine, payload), Ct);
        var again = await handler.RunAsync(Job(mine, payload), Ct);

        Assert.IsType<JobOutcome.Done>(first);
        Assert.IsType<JobOutcome.Done>(again);
        var replay = Assert.Single(await replays.ListAsync(mine, Ct));
        Assert.Equal((false, null, target), (replay.IsUnderway(TimeProvider.System.GetUtcNow()), replay.Problem, replay.Target));
        Assert.True(replay.Result!.Trial.Trades > 0, "the wallet traded within a day");
        Assert.Equal(replay.Result.Trial.Trades, replay.Result.Trial.Copied + replay.Result.Trial.Skipped.Values.Sum());
        Assert.Equal(replay.Result.Trial.Trades, replay.Result.Trades.Count);
        Assert.Null(await replays.FindAsync(other, target, Ct));
        Assert.Empty(await replays.ListAsync(other, Ct));
        foreach (var table in (string[])["copy_decision", "trade_order", "order_fill", "lot", "observed_fill"])
            Assert.Equal(0, Assert.Single(await database.QueryAsync<long>($"select count(*) from {table}")));
    }

    [Fact]
    public async Task Request_OfATargetThatIsNotFollowedAnyMore_IsRefused()
    {
        var mine = await database.SeedTenantAsync();
        var target = await FollowAsync(mine, WalletAddress.Parse("0x00000000000000000000000000000000000000d1"));
        await new TargetChanges(database.Scopes, TimeProvider.System).RemoveAsync(mine, target, Ct);

        Assert.False(await Replays.RequestAsync(mine, target, Ct));
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task Follow_ByAnyDoor_AsksForAReplayAndGoesOnWithoutIt(bool fails)
    {
        var mine = await database.SeedTenantAsync();
        var changes = new ReplayAfterFollow(new TargetChanges(database.Scopes, TimeProvider.System), fails ? new Broken() : Replays, NullLogger<ReplayAfterFollow>.Instance);

        var change = await changes.AddAsync(mine, "0x00000000000000000000000000000000000000d2", new TargetEdit("d2"), Ct);

        var target = Assert.IsType<TargetChange.Done>(change).Target.Id;
        Assert.Equal(!fails, (await Replays.FindAsync(mine, target, Ct))?.IsUnderway(TimeProvider.System.GetUtcNow()) is true);
        Assert.IsType<TargetChange.Refused>(await changes.AddAsync(mine, "0x00000000000000000000000000000000000000d2", new TargetEdit("d2"), Ct));
    }

    private sealed class Broken : IDayReplays
    {
        public Task<bool> RequestAsync(TenantRef tenant, TargetRowId target, CancellationToken ct) => throw new InvalidOperationException("The database is away.");

        public Task<IReadOnlyList<DayReplay>> ListAsync(TenantRef tenant, CancellationToken ct) => throw new NotSupportedException();

        public Task<DayReplay?> FindAsync(TenantRef tenant, TargetRowId target, CancellationToken ct) => throw new NotSupportedException();
    }

    private async Task<TargetRowId> FollowAsync(TenantRef tenant, WalletAddress wallet) => Assert.IsType<TargetChange.Done>(
        await new TargetChanges(database.Scopes, TimeProvider.System).AddAsync(tenant, wallet.Value, new TargetEdit(null, new SizingPolicy.MinBet(), Usdc.Of(10m), 75), Ct)).Target.Id;

    private static HarnessJob Job(TenantRef tenant, string payload) => new(Guid.NewGuid(), tenant, JobKind.ReplayDay, payload, 1, 1, "test", null);
}
