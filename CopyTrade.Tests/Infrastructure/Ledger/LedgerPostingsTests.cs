using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Ledger;

public sealed class LedgerPostingsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private readonly LedgerStage _stage = new(database);

    [Fact]
    public async Task Run_ConfirmedTrades_ArePostedOnceHoweverOften()
    {
        var tenant = await database.SeedTenantAsync();
        var lot = await _stage.BuyAsync(tenant);
        await _stage.SellAsync(tenant, lot, 4m, 0.75m, 0.01m, cost: 2.008m);

        Assert.Equal(new JobReport(1, 3), await _stage.Postings().RunAsync([tenant], default));
        Assert.Equal(new JobReport(1, 0), await _stage.Postings().RunAsync([tenant], default));

        Assert.Equal([("cash", -2.03m), ("fees", 0.03m), ("fees_contained", -0.03m), ("position", 3.012m), ("realized", -0.982m)], await _stage.SumsAsync(tenant));
    }

    [Theory]
    [InlineData("matched")]
    [InlineData("mined")]
    [InlineData("failed")]
    public async Task Run_NotFinalOrVoided_IsNotPosted(string settlement)
    {
        var tenant = await database.SeedTenantAsync();
        await _stage.BuyAsync(tenant, settlement: settlement);

        Assert.Equal(new JobReport(1, 0), await _stage.Postings().RunAsync([tenant], default));
        Assert.Empty(await _stage.SumsAsync(tenant));
    }

    [Fact]
    public async Task Run_CutShortInTheMiddle_TheNextRunPostsTheRestAndNothingTwice()
    {
        var tenant = await database.SeedTenantAsync();
        for (var i = 0; i < 4; i++) await _stage.BuyAsync(tenant);
        await _stage.Postings().RunAsync([tenant], default);
        for (var i = 0; i < 4; i++) await _stage.BuyAsync(tenant);
        // The write of a run that dies before its commit leaves nothing.
        await using (var scope = await database.Scopes.OpenManyAsync([tenant], default))
        {
            var rows = await scope.QueryAsync<FactRow>(FactSql.Unposted, new { tenants = new[] { tenant.Tenant.Value }, since = DateTimeOffset.UnixEpoch });
            await LedgerWriter.WriteAsync(scope, [.. rows.Take(2).Select(row => (row.Tenant, LedgerPoster.Post(row.ToFact())))], _stage.Clock.GetUtcNow());
        }

        // Two hosts at once.
        await Task.WhenAll(_stage.Postings().RunAsync([tenant], default), _stage.Postings().RunAsync([tenant], default));

        Assert.Equal(8, (await database.QueryAsync<int>("select count(*)::int from ledger_entry where billing_account_id = @Tenant", new { tenant.Tenant }))[0]);
        Assert.Equal(-8m * 5.02m, (await _stage.SumsAsync(tenant)).Single(row => row.Account == "cash").Amount);
    }

    /// <summary>A cost of more than six decimals is none that can be posted.</summary>
    [Fact]
    public async Task Run_MoreThanABatchOfOldFactsThatCannotBePosted_StillPostsTheNewer()
    {
        var tenant = await database.SeedTenantAsync();
        var fill = await _stage.BuyAsync(tenant, settlement: "failed");
        await database.ExecuteAsync("""
            with spoilt as (
              insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, updated_at)
              select gen_random_uuid(), billing_account_id, order_id, 'spoilt ' || n, shares, price, 0, true, 'confirmed', matched_at, updated_at from order_fill, generate_series(1, @AtOnce + 1) n where id = @fill
              returning *)
            insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
            select s.id, s.billing_account_id, s.id, 'leader', o.condition_id, o.token_id, s.shares, s.shares, s.price, 5.00000001, s.matched_at - interval '1 day' from spoilt s join trade_order o on o.id = s.order_id
            """, new { fill, LedgerPostings.AtOnce });
        await _stage.BuyAsync(tenant);

        Assert.Equal(new JobReport(1, 1), await _stage.Postings().RunAsync([tenant], default));
        Assert.Equal(-5.02m, (await _stage.SumsAsync(tenant)).Single(row => row.Account == "cash").Amount);
    }

    [Fact]
    public async Task Database_PostingsThatDoNotBalance_AreRefusedAtCommit()
    {
        var tenant = await database.SeedTenantAsync();
        await _stage.BuyAsync(tenant);
        await _stage.Postings().RunAsync([tenant], default);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(
            "insert into ledger_posting (entry_id, line, billing_account_id, account, amount) select id, 99, billing_account_id, 'cash', 1 from ledger_entry where billing_account_id = @Tenant", new { tenant.Tenant }));
        Assert.Contains("do not sum to zero", refused.MessageText, StringComparison.Ordinal);
        await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("update ledger_posting set amount = 0 where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Read_TwoAccounts_EachSeesItsOwnAndPaperIsApart()
    {
        var (mine, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        await _stage.BuyAsync(mine);
        await _stage.BuyAsync(other, shares: 100m);
        var paper = new TenantRef(new(Guid.NewGuid()), mine.Owner);
        await database.ExecuteAsync("""
            insert into billing_account (id, owner_user_id, name, created_at, trading_mode) values (@Tenant, @Owner, 'paper', now(), 'paper');
            insert into paper_account (billing_account_id, start_usdc, cash, opened_at) values (@Tenant, 1000, 1000, @now);
            """, new { paper.Tenant, paper.Owner, now = _stage.Clock.GetUtcNow() });
        await _stage.Postings().RunAsync([mine, other, paper], default);

        var facts = await _stage.Query.ReadAsync(mine, 7, default);
        var practice = await _stage.Query.ReadAsync(paper, 7, default);

        Assert.Equal((AccountMoney.Live, -5.02m), (facts.Money, facts.Lines.Where(line => line.Account == LedgerAccount.Cash).Sum(line => line.Amount)));
        Assert.Equal((AccountMoney.Paper, 1000m), (practice.Money, practice.Lines.Where(line => line.Account == LedgerAccount.Cash).Sum(line => line.Amount)));
        Assert.Equal("Rain in Lisbon?", facts.Markets[_stage.Condition.Value]);
        Assert.Equal(0, facts.Unposted);
        var rows = new List<LedgerExportRow>();
        await foreach (var row in _stage.Query.ExportAsync(mine, null, default)) rows.Add(row);
        Assert.Equal([("cash", -5.02m), ("position", 5.02m), ("fees", 0.02m), ("fees_contained", -0.02m)], rows.Select(row => (row.Account, row.Amount)));
        Assert.All(rows, row => Assert.Equal(("live", "demo", "bought"), (row.Money, row.Mode, row.Kind)));
    }

    [Fact]
    public async Task Fills_OfAnAccount_SayWhatEachMatchCostAndMade()
    {
        var (mine, other) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        var lot = await _stage.BuyAsync(mine);
        _stage.Clock.Advance(TimeSpan.FromMinutes(1));
        await _stage.SellAsync(mine, lot, 4m, 0.75m, 0.01m, cost: 2.008m);
        await _stage.BuyAsync(mine, settlement: "matched");
        await _stage.BuyAsync(other);

        var newest = await _stage.Fills.ReadAsync(mine, 10, default);
        var all = new List<FillStatement>();
        await foreach (var fill in _stage.Fills.ExportAsync(mine, default)) all.Add(fill);

        Assert.Equal([("sell", 2.99m, (decimal?)0.982m, (decimal?)0.01m), ("buy", -5.02m, null, 0.02m)], newest.Select(fill => (fill.Side, fill.Cash, fill.Realized, fill.Fee)));
        Assert.All(newest, fill => Assert.Equal(("leader", "Rain in Lisbon?", _stage.Condition.Value), (fill.Book, fill.Market, fill.Condition)));
        Assert.Equal(newest.Reverse().Select(fill => fill.Fill), all.Select(fill => fill.Fill));
        Assert.Single(await _stage.Fills.ReadAsync(mine, 1, default));
    }

    [Fact]
    public async Task Read_Marks_AreThoseOfTheEndOfEachDay()
    {
        var tenant = await database.SeedTenantAsync();
        await _stage.BuyAsync(tenant, fee: 0m);
        var bought = _stage.Clock.GetUtcNow();
        _stage.Venue.Points.AddRange([new(bought.AddHours(1), Price.Of(0.60m)), new(bought.AddHours(20), Price.Of(0.70m))]);
        await _stage.Postings().RunAsync([tenant], default);
        _stage.Clock.Advance(TimeSpan.FromDays(2));
        await _stage.Marks.FillAsync([_stage.Token], bought, _stage.Clock.GetUtcNow(), default);

        var facts = await _stage.Query.ReadAsync(tenant, 30, default);
        var first = DateOnly.FromDateTime(bought.UtcDateTime);
        var days = ProfitDays.Of(facts.Lines, [first, first.AddDays(1), first.AddDays(2)], facts.MarksOf);

        Assert.Equal([1m, 1m, 0m], days.Select(day => day.Change.Amount));
    }
}
