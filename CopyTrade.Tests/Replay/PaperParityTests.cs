using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Simulator;
using CopyTrade.Tests.Faults;
using CopyTrade.Tests.Infrastructure.Simulation;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Replay;

/// <summary>A paper account and a live account follow the same wallets of a recording: they differ only by what the report explains.</summary>
public sealed class PaperParityTests(ITestOutputHelper output)
{
    [Fact]
    public async Task OwnRecording_FollowedOnPaperAndLive_DiffersOnlyByWhatTheReportExplains()
    {
        await using var rig = await EngineRig.StartAsync(new()
        {
            ReplayFile = Path.Combine(AppContext.BaseDirectory, "Replay", "own-recording.jsonl"),
            ReplaySpeed = 100m,
            ReplayStart = ReplayStart.OnRequest,
            MinedAfter = TimeSpan.FromMilliseconds(50),
            ConfirmedAfter = TimeSpan.FromMilliseconds(50),
            AutoFundUsdc = 1_000m,
        }, new() { ["Paper:SettleSeconds"] = "0.1", ["Paper:WatchSeconds"] = "0.2", ["Paper:MaxBookAgeSeconds"] = "60" });
        var began = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        var rows = (await rig.Venue.ReplayAsync())["list"]!.AsArray();
        foreach (var wallet in rows.Select(row => (string)row!["wallet"]!).Distinct())
            Assert.IsType<TargetChange.Done>(await rig.Get<ITargetChanges>().AddAsync(rig.Tenant, wallet, null, new SizingPolicy.MinBet(), Usdc.Of(100m), 75, CancellationToken.None));
        var paper = await rig.Get<PaperAccounts>().ChooseAsync(rig.Tenant.Owner, AccountMoney.Paper, copyTargets: true, CancellationToken.None);
        await rig.Database.ExecuteAsync("""
            update wallet_grant p set per_order_usdc = l.per_order_usdc, daily_usdc = l.daily_usdc, hourly_fills = l.hourly_fills
              from wallet_grant l where p.billing_account_id = @Tenant and l.billing_account_id = @live
            """, new { paper.Tenant, live = rig.Tenant.Tenant });
        await rig.Get<TenantEnumerator>().RefreshAsync(CancellationToken.None);

        await rig.Venue.StartReplayAsync();
        await Rig.UntilAsync(TimeSpan.FromMinutes(3), async () =>
            (await rig.Database.QueryAsync<long>("select coalesce(sum(leg_count), 0) from observed_fill")).Single() == rows.Count && (bool)(await rig.Venue.ReplayAsync())["done"]!);
        var fills = (int)(await rig.Database.QueryAsync<long>("select count(*) from observed_fill")).Single();
        await rig.SettledAsync(fills, TimeSpan.FromMinutes(3));
        await PaperEngineTests.PaperSettledAsync(rig, paper, fills);

        var compared = await rig.Get<ICopyComparisonQuery>().ReadAsync(paper, rig.Tenant, began, 500, CancellationToken.None);
        foreach (var same in compared.SelectMany(copy => copy.Differences).GroupBy(difference => (difference.Kind, difference.Cause)).OrderByDescending(same => same.Count()))
            output.WriteLine($"{same.Count(),4} {same.Key.Kind} by {same.Key.Cause}: {same.First().Paper} / {same.First().Live}: {same.First().Says}");
        var both = compared.Where(copy => copy is { Paper.Matched.Quantity: > 0m, Live.Matched.Quantity: > 0m }).ToList();
        output.WriteLine($"{compared.Count} trades, {both.Count} copied on both, {both.Count(copy => copy.Paper!.AveragePrice == copy.Live!.AveragePrice)} at the same price");

        Assert.Equal(fills, compared.Count);
        Assert.All(compared, copy => Assert.True(copy.Paper is not null && copy.Live is not null, copy.FillId));
        Assert.All(compared, copy => Assert.True(copy.IsExplained, $"{copy.FillId}: {string.Join(" | ", copy.Differences)}\n{copy.Paper}\n{copy.Live}"));
        Assert.NotEmpty(both);
        Assert.All(await rig.Venue.OrdersAsync(), order => Assert.Equal(rig.Wallet.Value, order.Owner, ignoreCase: true));
    }
}
