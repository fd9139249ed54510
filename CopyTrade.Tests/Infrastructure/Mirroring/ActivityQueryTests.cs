using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

public sealed class ActivityQueryTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private static readonly ActivityFilter Everything = new(ActivityGroup.All, null, null, null);
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    [Theory]
    [InlineData("pending", null, "", ActivityResult.Pending)]
    [InlineData("pending", "unknown", "", ActivityResult.Unknown)]
    [InlineData("open", null, "", ActivityResult.Open)]
    [InlineData("partial", null, "confirmed", ActivityResult.Open)]
    [InlineData("filled", null, "", ActivityResult.Matched)]
    [InlineData("filled", null, "matched,confirmed", ActivityResult.Matched)]
    [InlineData("filled", null, "mined,confirmed", ActivityResult.Settling)]
    [InlineData("filled", null, "retrying", ActivityResult.Settling)]
    [InlineData("filled", null, "confirmed", ActivityResult.Confirmed)]
    [InlineData("filled", null, "failed,confirmed", ActivityResult.Confirmed)]
    [InlineData("filled", null, "failed", ActivityResult.Void)]
    [InlineData("canceled", "sent", "", ActivityResult.Canceled)]
    [InlineData("canceled", "withdrawn", "", ActivityResult.Skipped)]
    [InlineData("canceled", "sent", "confirmed", ActivityResult.Confirmed)]
    [InlineData("error", "rejected", "", ActivityResult.Failed)]
    public async Task Page_OrderInAnyState_TellsWhereTheStoryStands(string status, string? note, string settlements, ActivityResult result)
    {
        var (tenant, order) = await PlacedAsync();
        await database.ExecuteAsync(
            "update trade_order set status = @status, failure = @failure, unknown_since = @unknown, submitted_at = @submitted where id = @order",
            new { status, order, submitted = note == "sent" ? _house.Clock.GetUtcNow().UtcDateTime : (DateTime?)null, failure = status == "error" ? note : null, unknown = note == "unknown" ? _house.Clock.GetUtcNow().UtcDateTime : (DateTime?)null });
        foreach (var (settlement, n) in settlements.Split(',', StringSplitOptions.RemoveEmptyEntries).Select((word, n) => (word, n)))
        {
            await database.ExecuteAsync(
                """
                insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, is_taker, settlement, matched_at, updated_at)
                values (gen_random_uuid(), @Tenant, @order, @trade, 2, 0.60, true, @settlement, now(), now())
                """, new { tenant.Tenant, order, trade = $"t{n}", settlement });
        }

        var row = Assert.Single((await _house.Activity.PageAsync(tenant, Everything, null, 10, default)).Rows);

        Assert.Equal(result, row.Result);
        Assert.Equal(result switch { ActivityResult.Failed => "rejected", ActivityResult.Skipped => "withdrawn", _ => "ok" }, row.ReasonCode);
    }

    [Fact]
    public async Task Page_MatchedOrder_ComparesOurPriceWithTheirs()
    {
        var (tenant, order) = await PlacedAsync();
        await _house.ConfirmAsync(order);
        await database.ExecuteAsync("update order_fill set price = 0.63 where order_id = @order", new { order });

        var row = Assert.Single((await _house.Activity.PageAsync(tenant, Everything, null, 10, default)).Rows);

        Assert.Equal((Price.Of(0.63m), Usdc.Of(3.15m), new BasisPoints(161.3m)), (row.OurPrice, row.OurNotional, row.GapBps));
    }

    [Fact]
    public async Task Page_ByPage_ShowsEveryStoryOnceNewestFirst()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet, max: 500m);
        await _house.SeeAsync([.. Enumerable.Range(0, 25).Select(_ => _house.Trade(wallet))]);
        await _house.RouteAllAsync();

        var (seen, cursor) = (new List<ActivityRow>(), (string?)null);
        do
        {
            var page = await _house.Activity.PageAsync(tenant, Everything, cursor, 10, default);
            Assert.Equal(25, page.Total);
            seen.AddRange(page.Rows);
            cursor = page.Next;
        }
        while (cursor is not null);

        Assert.Equal(25, seen.Select(row => row.DecisionId).Distinct().Count());
        Assert.Equal(25, seen.Count);
    }

    [Fact]
    public async Task Page_WithFilters_ShowsOnlyWhatMatches()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        var first = _house.Trade(wallet, secondsAgo: 5);
        await _house.SeeAsync(first, _house.Trade(wallet, token: first.Token, secondsAgo: 4));
        await _house.RouteAllAsync();

        async Task<int> CountAsync(ActivityFilter filter) => (await _house.Activity.PageAsync(tenant, filter, null, 10, default)).Total;
        Assert.Equal(1, await CountAsync(Everything with { Show = ActivityGroup.Skipped }));
        Assert.Equal(1, await CountAsync(Everything with { Show = ActivityGroup.InFlight }));
        Assert.Equal(0, await CountAsync(Everything with { Show = ActivityGroup.Attention }));
        Assert.Equal(1, await CountAsync(Everything with { ReasonCode = "already_resting" }));
        Assert.Equal(2, await CountAsync(Everything with { Target = target.Id, Search = "WILL IT" }));
        Assert.Equal(1, await CountAsync(Everything with { Search = first.Transaction.Value }));
        Assert.Equal(0, await CountAsync(Everything with { Search = "%" }));
        Assert.Equal(new ActivityCounts(0, 1, 0, 1), await _house.Activity.CountAsync(tenant, null, default));
    }

    [Fact]
    public async Task Find_OwnStory_HasInputDecisionAndOrder()
    {
        var (tenant, order) = await PlacedAsync();
        var row = Assert.Single((await _house.Activity.PageAsync(tenant, Everything, null, 10, default)).Rows);

        var story = await _house.Activity.FindAsync(tenant, row.DecisionId, default);

        Assert.Equal(order, story!.Order!.Id.Value);
        Assert.Equal(story.Order.Shares, Assert.IsType<MirrorDecision.Place>(story.Decision).Intent.Shares);
        Assert.All(MirrorChecks.Explain(story.Input, story.Decision), check => Assert.True(check.Passed));
    }

    [Fact]
    public async Task Find_PlacedAndSkipped_ComeFromTheLogAndAreProvenByThePlanner()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        var first = _house.Trade(wallet, secondsAgo: 5);
        await _house.SeeAsync(first, _house.Trade(wallet, token: first.Token, secondsAgo: 4));
        await _house.RouteAllAsync();

        Assert.Equal(["already_resting", "ok"], await ProvenAsync(tenant));
    }

    [Fact]
    public async Task Find_SalesAndAddedUpFills_AreProvenByThePlannerToo()
    {
        var (wallet, small, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        var (_, adding) = await _house.FollowAsync(small, new SizingPolicy.Percentage(10m), tenant);
        await _house.RuleAsync(tenant, adding, new CopyRules { AggregateSeconds = 120 });
        await _house.SeeAsync(_house.Trade(wallet, token: token));
        await _house.RouteAllAsync();
        await _house.ConfirmAsync((await _house.DecisionsAsync(tenant))[0].OrderId!.Value);
        await _house.SeeAsync(_house.Trade(wallet, OrderSide.Sell, token: token, secondsAgo: 1));
        await _house.RouteAllAsync();
        foreach (var age in new[] { 40, 30, 20 })
        {
            await _house.SeeAsync(_house.Trade(small, shares: 20m, secondsAgo: age, token: TokenId.Parse("424242")));
            await _house.RouteAllAsync();
        }

        Assert.Equal(["accumulating", "accumulating", "ok", "ok", "sell_closed_position"], await ProvenAsync(tenant));
    }

    [Fact]
    public async Task Find_ALogThatSaysSomethingElse_IsNotTakenForWhatThePlannerSays()
    {
        var (tenant, _) = await PlacedAsync();
        var row = Assert.Single((await _house.Activity.PageAsync(tenant, Everything, null, 10, default)).Rows);
        // Nobody can change the log; the schema's owner pretends that another planner had written it.
        await database.ExecuteAsync(
            """
            alter table copy_decision disable trigger user;
            update copy_decision set branch = 'hedge', sizing = jsonb_set(sizing, '{formula}', '"an older formula"') where id = @DecisionId;
            alter table copy_decision enable trigger user;
            """, new { row.DecisionId });

        var again = Reevaluation.Of((await _house.Activity.FindAsync(tenant, row.DecisionId, default))!);

        Assert.Equal(["branch", "formula"], again.Differences.Select(d => d.Name));
        Assert.Equal("an older formula", again.Differences[1].Stored);
    }

    [Fact]
    public async Task Find_StoryOfAnotherTenant_IsNull()
    {
        var (tenant, _) = await PlacedAsync();
        var row = Assert.Single((await _house.Activity.PageAsync(tenant, Everything, null, 10, default)).Rows);
        var stranger = await database.SeedTenantAsync();

        Assert.Null(await _house.Activity.FindAsync(stranger, row.DecisionId, default));
        Assert.Empty((await _house.Activity.PageAsync(stranger, Everything, null, 10, default)).Rows);
    }

    /// <summary>The reasons of all decisions, each re-evaluated.</summary>
    private async Task<IEnumerable<string>> ProvenAsync(TenantRef tenant)
    {
        var rows = (await _house.Activity.PageAsync(tenant, Everything, null, 50, default)).Rows;
        foreach (var row in rows)
        {
            var again = Reevaluation.Of((await _house.Activity.FindAsync(tenant, row.DecisionId, default))!);
            Assert.True(again.IsSame, $"{row.ReasonCode}: {string.Join("; ", again.Differences)}");
        }

        return rows.Select(row => row.ReasonCode).Order();
    }

    private async Task<(TenantRef Tenant, Guid Order)> PlacedAsync()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();
        return (tenant, Assert.Single(await _house.DecisionsAsync(tenant)).OrderId!.Value);
    }
}
