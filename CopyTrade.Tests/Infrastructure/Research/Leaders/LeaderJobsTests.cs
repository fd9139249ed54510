using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Research.Leaders;

public sealed class LeaderJobsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Histories_OfTheVenuesLeaderboard_AreReadRankedAndReadAgainForLess()
    {
        await database.ExecuteAsync("truncate leader_candidate cascade; truncate leader_market, leader_book");
        await using var yard = await LeaderYard.StartAsync(database);

        var read = await yard.ReadAsync();
        var ranked = await yard.RankAsync();
        var list = await yard.Query.ListAsync(CancellationToken.None);

        Assert.Equal((20, 20), (read.Seen, read.Changed));
        Assert.Equal(20, ranked.Changed);
        Assert.Equal((20, 20, 0), (list.Rows.Count, list.Candidates, list.Waiting));
        Assert.Equal(Enumerable.Range(1, 20), list.Rows.Select(row => row.Standing.Rank));
        Assert.Contains(list.Rows, row => row.Standing.Verdict == LeaderVerdict.CopyWorthy);
        Assert.Contains(list.Rows, row => row.Flags.Contains(LeaderFlagKind.Wash) && row.Standing.Verdict == LeaderVerdict.Trap);
        Assert.Contains(list.Rows, row => row.Standing.Verdict == LeaderVerdict.NotEnoughData);
        Assert.All(list.Rows.Where(row => row.WinRate.N > 0), row => Assert.NotEmpty(row.Categories));
        // Each was laid beside the other nineteen; the traders of this venue have nothing to do with each other.
        Assert.All(list.Rows.Where(row => row.Crowding is not null), row => Assert.Equal((19, 0), (row.Crowding!.Read, row.Crowding.Followers)));
        Assert.Contains(list.Rows, row => row.Standing.OverIndex is not null);
        Assert.Contains(list.Rows, row => row.Standing.Within.Any(within => within.Rank == 1));
        // What the venue says of a wallet's result is what its closed positions come to.
        var board = (await yard.Record.BoardAsync(new("ALL", "PNL"), 0, CancellationToken.None)).ToDictionary(row => row.Wallet, row => row.Pnl);
        Assert.All(list.Rows, row => Assert.Equal(board[row.Wallet]!.Value, row.Window(0)!.Pnl.Amount, 2));

        var before = yard.Pace.Taken;
        var trades = await database.QueryAsync<long>("select count(*) from leader_trade");
        await database.ExecuteAsync("update leader_candidate set next_at = now()");
        await yard.ReadAsync();

        Assert.True(yard.Pace.Taken - before < before, $"{yard.Pace.Taken - before} requests after {before}");
        Assert.Equal(trades, await database.QueryAsync<long>("select count(*) from leader_trade"));
    }

    [Fact]
    public async Task Histories_OneWalletThatFails_WaitsWithItsReasonAndHoldsUpNobody()
    {
        await database.ExecuteAsync("truncate leader_candidate cascade");
        await using var yard = await LeaderYard.StartAsync(database, crowd: 0);
        var bad = (await yard.Record.BoardAsync(new("ALL", "PNL"), 0, CancellationToken.None))[0].Wallet;

        var report = await yard.ReadAsync(yard.Failing(bad));

        Assert.Equal((8, 7), (report.Seen, report.Changed));
        Assert.Equal("The venue is resting.", (await yard.Query.FindAsync(bad, CancellationToken.None))!.Problem);
        await database.ExecuteAsync("update leader_candidate set next_at = now() where problem is not null");
        Assert.Equal((1, 1), ((await yard.ReadAsync()) is var again ? (again.Seen, again.Changed) : default));
        Assert.Null((await yard.Query.FindAsync(bad, CancellationToken.None))!.Problem);
    }

    [Fact]
    public async Task Histories_CutShort_GoOnWhereTheyStopped()
    {
        await database.ExecuteAsync("truncate leader_candidate cascade");
        await using var yard = await LeaderYard.StartAsync(database, crowd: 0);
        await yard.ReadAsync();
        var whole = (await database.QueryAsync<long>("select count(*) from leader_trade")).Single();
        // As after a crash in the middle of one wallet: its newer half is there, and the cursor says where to go on.
        await database.ExecuteAsync("""
            with w as (select wallet, percentile_disc(0.5) within group (order by filled_at) as half from leader_trade group by wallet order by wallet limit 1),
                 gone as (delete from leader_trade t using w where t.wallet = w.wallet and t.filled_at <= w.half)
            update leader_candidate c set read_at = null, complete_to = null, since = null, paging_top = now(), paging_to = w.half, next_at = now() from w where c.wallet = w.wallet
            """);

        await yard.ReadAsync();

        Assert.Equal(whole, (await database.QueryAsync<long>("select count(*) from leader_trade")).Single());
        Assert.Empty(await database.QueryAsync<string>("select wallet from leader_candidate where paging_to is not null or read_at is null"));
    }

    [Fact]
    public async Task Names_OfTheLeaderboard_LeadToTheirWallets()
    {
        await using var yard = await LeaderYard.StartAsync(database, crowd: 0);

        Assert.Equal("Marlow Vane", (await yard.Record.FindNameAsync("marlow vane", CancellationToken.None))!.Name);
        Assert.Null(await yard.Record.FindNameAsync("nobody", CancellationToken.None));
    }
}
