using System.Text.Json;
using System.Text.Json.Nodes;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Simulator;
using CopyTrade.Tests.Faults;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Ledger;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Replay;

/// <summary>A recording plays through the product: every row is part of one fill, every fill ends with a reason, and every count is the venue's.</summary>
public sealed class ReplayAcceptanceTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    [Fact]
    public async Task OwnRecording_WithCorruptAndRepeatedLines_EndsWithEqualCounts()
    {
        var (played, skipped) = await PlayAsync(Path.Combine(AppContext.BaseDirectory, "Replay", "own-recording.jsonl"), speed: 100m);

        Assert.Equal(13, skipped);   // the blank line is no line
        Assert.InRange(played, 150, 160);
    }

    [Fact]
    public async Task RecordedTrades_OfHundredsOfWallets_EndWithEqualCounts()
    {
        if (SharedFiles.Find("samples/replay/esports-20260108-trades.jsonl.gz", output) is not { } file) return;

        var (played, skipped) = await PlayAsync(file, speed: 3000m);

        Assert.Equal((2852, 0), (played, skipped));
    }

    private async Task<(int Played, int Skipped)> PlayAsync(string file, decimal speed)
    {
        var clock = TimeProvider.System;
        var began = clock.GetTimestamp();
        await using var rig = await EngineRig.StartAsync(new()
        {
            ReplayFile = file,
            ReplaySpeed = speed,
            ReplayStart = ReplayStart.OnRequest,
            MinedAfter = TimeSpan.FromMilliseconds(50),
            ConfirmedAfter = TimeSpan.FromMilliseconds(50),
            AutoFundUsdc = 100_000m,
        });
        var recording = await rig.Venue.ReplayAsync();
        var rows = recording["list"]!.AsArray();
        await FollowAsync(rig, rows.Select(row => (string)row!["wallet"]!).Distinct());
        await rig.Venue.StartReplayAsync();

        await Rig.UntilAsync(Limit, async () => await IsPlayedAndSeenAsync(rig, rows.Count));
        var fills = (await rig.Database.QueryAsync<long>("select count(*) from observed_fill")).Single();
        await rig.SettledAsync((int)fills, Limit);

        await Invariants.CheckAsync(rig);
        await CheckLegsAsync(rig, rows);
        await CheckCountsAsync(rig, fills);
        await AuditAsync(rig);
        output.WriteLine($"{rows.Count} rows, {fills} fills, {clock.GetElapsedTime(began).TotalSeconds:0.0} s");
        return ((int)(await rig.Venue.ReplayAsync())["played"]!, (int)recording["skipped"]!);
    }

    private static async Task FollowAsync(EngineRig rig, IEnumerable<string> wallets)
    {
        var changes = rig.Get<ITargetChanges>();
        foreach (var wallet in wallets)
            Assert.IsType<TargetChange.Done>(await changes.AddAsync(rig.Tenant, wallet, null, new SizingPolicy.MinBet(), Usdc.Of(100m), 75, CancellationToken.None));
        await rig.Get<TenantEnumerator>().RefreshAsync(CancellationToken.None);
    }

    private static async Task<bool> IsPlayedAndSeenAsync(EngineRig rig, int rows) =>
        (await rig.Database.QueryAsync<long>("select coalesce(sum(leg_count), 0) from observed_fill")).Single() == rows
        && (bool)(await rig.Venue.ReplayAsync())["done"]!;

    /// <summary>Wallet by wallet and transaction by transaction, the legs are the rows.</summary>
    private static async Task CheckLegsAsync(EngineRig rig, JsonArray rows)
    {
        var played = rows.GroupBy(row => ((string)row!["wallet"]!, (string)row["transactionHash"]!)).ToDictionary(same => same.Key, same => (long)same.Count());
        var seen = await rig.Database.QueryAsync<(string Wallet, string Transaction, long Legs)>(
            "select wallet, transaction_hash, sum(leg_count) from observed_fill group by wallet, transaction_hash");
        Assert.Equal(played, seen.ToDictionary(row => (row.Wallet, row.Transaction), row => row.Legs));
    }

    /// <summary>Venue, database, page and status tell the same.</summary>
    private async Task CheckCountsAsync(EngineRig rig, long fills)
    {
        var accepted = (await rig.Venue.OrdersAsync()).Where(order => order.Accepted).Select(order => order.Id).ToHashSet();
        var page = await rig.Get<IActivityQuery>().CountAsync(rig.Tenant, null, CancellationToken.None);
        var status = await new InstallationQuery(rig.Database.Databases, rig.Database.Scopes, rig.Get<TenantEnumerator>()).ReadAsync(CancellationToken.None);
        var ledger = await rig.Database.QueryAsync<string>("select venue_order_id from trade_order where submitted_at is not null and status <> 'error'");
        var stories = await StoriesAsync(rig);
        output.WriteLine($"venue {accepted.Count}, ledger {ledger.Count}, page {page}, status {JsonSerializer.Serialize(status)}");
        foreach (var same in stories.GroupBy(story => (story.Result, story.ReasonCode)).OrderByDescending(same => same.Count())) output.WriteLine($"{same.Key.Result} {same.Key.ReasonCode}: {same.Count()}");

        Assert.True(accepted.SetEquals(ledger));
        Assert.Equal(new ActivityCounts(accepted.Count, page.Skipped, page.Failed, 0), page);
        Assert.Equal((fills, (long)page.Copied, (long)page.Skipped, (long)page.Failed, 0L), (status.ObservedFills, status.Placed, status.Skipped, status.Failed, status.Settling));
        Assert.Equal(fills, page.Seen);
        Assert.Equal(fills, stories.Select(story => story.FillId).Distinct().Count());
        Assert.All(stories, story => Assert.NotEqual("", story.ReasonCode));
        Assert.All(stories.Where(story => story.Result == ActivityResult.Skipped), story => Assert.NotEqual("ok", story.ReasonCode));
        Assert.NotEmpty(accepted);
    }

    /// <summary>What the account's own files say of cash, profit, fees and shares follows from its matches, as a script reckons that shares nothing with the product.</summary>
    private async Task AuditAsync(EngineRig rig)
    {
        var stage = new LedgerStage(rig.Database);
        await stage.Postings().RunAsync([rig.Tenant], CancellationToken.None);
        if (await AccountAudit.RunAsync(stage, rig.Tenant, output) is not { } found) return;
        output.WriteLine(found);
        Assert.True((int)JsonNode.Parse(found)!["fills"]! > 0, "nothing was matched");
    }

    private static async Task<List<ActivityRow>> StoriesAsync(EngineRig rig)
    {
        var (stories, cursor) = (new List<ActivityRow>(), (string?)null);
        do
        {
            var page = await rig.Get<IActivityQuery>().PageAsync(rig.Tenant, new ActivityFilter(ActivityGroup.All, null, null, null), cursor, 500, CancellationToken.None);
            stories.AddRange(page.Rows);
            cursor = page.Next;
        }
        while (cursor is not null);
        return stories;
    }
}
