using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

/// <summary>Rules of tenants and targets on their way from the database through the planner and back.</summary>
public sealed class RoutedRulesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Route_TenantDefault_CountsWhereTheTargetSaysNothing()
    {
        var (wallet, other) = (MirrorHouse.NewWallet(), MirrorHouse.NewWallet());
        var (tenant, _) = await _house.FollowAsync(wallet);
        var (_, own) = await _house.FollowAsync(other, tenant: tenant);
        await _house.Targets.SetDefaultsAsync(tenant, CopyDefaults.Initial with { Rules = new CopyRules { MinPrice = 0.70m } }, default);
        await _house.RuleAsync(tenant, own, new CopyRules { MinPrice = 0.50m });

        await _house.SeeAsync(_house.Trade(wallet), _house.Trade(other));
        await _house.RouteAllAsync();

        Assert.Equal(["ok", "outside_price_band"], await ReasonsAsync(tenant));
    }

    [Fact]
    public async Task Route_HoldingsBeforeTheFill_OpenAndCloseTheGates()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        var (dear, far) = (_house.Trade(wallet), _house.Trade(wallet, secondsAgo: 2));
        await _house.SeeAsync(dear, far);
        await _house.HeldBeforeAsync(dear, (dear.Token, 100m, 60m));
        await _house.HeldBeforeAsync(far, (MirrorHouse.NewToken(), 5_000m, 4_000m));

        await _house.RouteAllAsync();

        Assert.Equal(["target_dominant_other_side", "vwap_floor_breach"], await ReasonsAsync(tenant));
    }

    [Fact]
    public async Task Route_PartialSell_SellsTheSamePartOfOurs()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet, new SizingPolicy.Fixed(Usdc.Of(31m)));
        await _house.SeeAsync(_house.Trade(wallet, token: token));
        await _house.RouteAllAsync();
        await _house.ConfirmAsync((await _house.DecisionsAsync(tenant))[0].OrderId!.Value);
        var sale = _house.Trade(wallet, OrderSide.Sell, shares: 40m, token: token, secondsAgo: 1);
        await _house.SeeAsync(sale);
        await _house.HeldBeforeAsync(sale, (token, 100m, 62m));

        await _house.RouteAllAsync();

        Assert.Equal(20m, Assert.Single(await _house.DecisionsAsync(tenant), decision => decision.Side == "sell").Shares);
    }

    /// <summary>R0.31: the order at the venue is called back and its successor waits in the same commit; the place of the book passes from one to the other.</summary>
    [Theory, InlineData("0.64", false), InlineData("0.65", true)]
    public async Task Route_BuyWhileOneRests_ReplacesItWhenThreeCentsBetter(string price, bool replaces)
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet, token: token));
        await _house.RouteAllAsync();
        var first = Assert.Single(await _house.DecisionsAsync(tenant)).OrderId!.Value;
        await database.ExecuteAsync("update trade_order set status = 'open', authorised_at = created_at, accepted_at = created_at where id = @first", new { first });

        await _house.SeeAsync(_house.Trade(wallet, token: token, price: decimal.Parse(price, null), secondsAgo: 1));
        await _house.RouteAllAsync();

        var orders = await database.QueryAsync<(string? Reason, string? Waits, Guid? Replaces, bool HasPlace)>(
            "select cancel_reason, waiting_for, replaces, holds_place from trade_order where billing_account_id = @Tenant order by replaces nulls first", new { tenant.Tenant });
        Assert.Equal(replaces ? [("replaced", null, null, false), (null, "replaced_order", first, true)] : [(null, null, (Guid?)null, true)], orders);
        Assert.Equal(replaces ? ["ok", "ok"] : ["already_resting", "ok"], await ReasonsAsync(tenant));
    }

    [Fact]
    public async Task Route_PercentilePolicy_UsesTheNewestStatistic()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet, new SizingPolicy.TargetPercentile());
        await _house.MeasureAsync(wallet, 10m, 60m, 100m, 200m, 300m);
        var (small, large) = (_house.Trade(wallet, shares: 50m), _house.Trade(wallet, secondsAgo: 2));
        await _house.SeeAsync(small, large);
        await _house.HeldBeforeAsync(small, (small.Token, 1m, 0.62m));

        await _house.RouteAllAsync();

        Assert.Equal(["below_target_percentile", "ok"], await ReasonsAsync(tenant));
    }

    [Fact]
    public async Task Route_PositionGap_CountsFromTheFirstSightOfTheMarket()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet, new SizingPolicy.PositionGap(Usdc.Of(50m), Usdc.Of(620m)));
        var (first, second) = (_house.Trade(wallet, token: token, secondsAgo: 5), _house.Trade(wallet, token: token, secondsAgo: 4));
        await _house.SeeAsync(first, second);
        await _house.HeldBeforeAsync(first, (token, 1_000m, 620m));
        await _house.HeldBeforeAsync(second, (token, 1_100m, 682m));

        await _house.RouteAllAsync();
        var third = _house.Trade(wallet, token: MirrorHouse.NewToken(), secondsAgo: 1);
        await _house.SeeAsync(third);
        await _house.HeldBeforeAsync(third);
        await _house.RouteAllAsync();

        // The second fill adds $62 beyond the baseline of $682: a tenth of the range, a tenth of the allocation.
        var decisions = await _house.DecisionsAsync(tenant);
        Assert.Equal(["already_resting", "before_baseline_snapshot", "ok"], decisions.Select(decision => decision.Reason).Order());
        Assert.Equal(8.06m, Assert.Single(decisions, decision => decision.Reason == "ok").Shares);
        Assert.Equal(682m, Assert.Single(await database.QueryAsync<decimal>("select (costs ->> @token)::numeric from copy_baseline where billing_account_id = @Tenant", new { token = token.Value, tenant.Tenant })));
    }

    [Fact]
    public async Task Route_CapsOverAllTargets_CountEarlierFillsOfTheBatch()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxTotalUsdc = 7m });

        await _house.SeeAsync([.. Enumerable.Range(0, 4).Select(i => _house.Trade(wallet, secondsAgo: 9 - i) with { Condition = ConditionId.Parse("0x" + new string((char)('1' + i), 64)) })]);
        await _house.RouteAllAsync();

        Assert.Equal(["ok", "ok", "total_exposure_reached", "total_exposure_reached"], await ReasonsAsync(tenant));
    }

    [Fact]
    public async Task Route_ExposureOfAnotherTarget_CountsOnTheMarket()
    {
        var (wallet, other, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        var (_, second) = await _house.FollowAsync(other, tenant: tenant);
        await _house.RuleAsync(tenant, second, new CopyRules { MaxPerMarketUsdc = 6m });
        await _house.SeeAsync(_house.Trade(wallet, token: token));
        await _house.RouteAllAsync();

        await _house.SeeAsync(_house.Trade(other, token: token), _house.Trade(other) with { Condition = ConditionId.Parse("0x" + new string('9', 64)) });
        await _house.RouteAllAsync();

        Assert.Equal(["market_exposure_reached", "ok", "ok"], await ReasonsAsync(tenant));
    }

    [Fact]
    public async Task Route_PauseAndRate_CountOrdersOfEarlierBatches()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxTradesPerHour = 2, CooldownSeconds = 60 });
        foreach (var c in "123")
        {
            await _house.SeeAsync(_house.Trade(wallet) with { Condition = ConditionId.Parse("0x" + new string(c, 64)) });
            await _house.RouteAllAsync();
        }

        await _house.SeeAsync(_house.Trade(wallet) with { Condition = ConditionId.Parse("0x" + new string('1', 64)) });
        await _house.RouteAllAsync();

        Assert.Equal(["cooling_down", "ok", "ok", "trade_rate_reached"], await ReasonsAsync(tenant));
    }

    [Fact]
    public async Task Route_LossesOfToday_StopBuying()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxDailyLossUsdc = 5m });
        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();
        await _house.ConfirmAsync((await _house.DecisionsAsync(tenant))[0].OrderId!.Value);
        await database.ExecuteAsync(
            """
            insert into lot_close (id, billing_account_id, lot_id, order_fill_id, shares, proceeds, cost, closed_at)
            select gen_random_uuid(), billing_account_id, id, order_fill_id, 1, 1, 6.01, @at from lot where billing_account_id = @Tenant
            """, new { tenant.Tenant, at = _house.Clock.GetUtcNow().UtcDateTime.Date });

        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();

        Assert.Equal(["daily_loss_reached", "ok"], await ReasonsAsync(tenant));
    }

    [Fact]
    public async Task Route_BookRules_ReadTheBookOutsideTheTransactionAndFailClosed()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.RuleAsync(tenant, target, new CopyRules { MaxSlippagePercent = 2m });
        WalletTrade[] trades = [.. Enumerable.Range(1, 3).Select(i => _house.Trade(wallet) with { Condition = ConditionId.Parse("0x" + new string((char)('0' + i), 64)) })];
        _house.Books.Set(trades[0].Token, 0.60m, 0.63m);
        _house.Books.Set(trades[1].Token, 0.60m, 0.64m);

        await _house.SeeAsync(trades);
        await _house.RouteAllAsync();

        Assert.Equal(["book_unknown", "ok", "slippage_too_high"], await ReasonsAsync(tenant));
        Assert.Equal(3, _house.Books.Asked);
    }

    [Fact]
    public async Task Route_NoBookRules_NeverAsksForABook()
    {
        var wallet = MirrorHouse.NewWallet();
        await _house.FollowAsync(wallet);

        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();

        Assert.Equal(0, _house.Books.Asked);
    }

    [Fact]
    public async Task Route_SmallFills_AreAddedUpAndNamedByTheDecisionThatTakesThem()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, target) = await _house.FollowAsync(wallet, new SizingPolicy.Percentage(10m));
        await _house.RuleAsync(tenant, target, new CopyRules { AggregateSeconds = 120 });
        // 10% of $12.40: $1.24 each, $3.10 needed.
        foreach (var age in new[] { 40, 30, 20 })
        {
            await _house.SeeAsync(_house.Trade(wallet, shares: 20m, token: token, secondsAgo: age));
            await _house.RouteAllAsync();
        }

        var decisions = (await _house.DecisionsAsync(tenant)).ToLookup(decision => decision.Reason);
        var members = DomainJson.Read<MirrorInput>(Assert.Single(decisions["ok"]).Input).Group!;
        Assert.Equal(decisions["accumulating"].Select(decision => decision.FillId).Order(), members.Members.Select(member => member.Fill.Value).Order());
        Assert.Equal(6m, Assert.Single(decisions["ok"]).Shares);
        Assert.All(decisions["accumulating"], decision => Assert.Equal(members.Id, DomainJson.Read<MirrorInput>(decision.Input).Group!.Id));
        Assert.Equal(["placed", "placed"], await EndedAsync(tenant));
    }

    [Fact]
    public async Task Route_SmallFillsWhoseWindowPassed_AreDropped()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, target) = await _house.FollowAsync(wallet, new SizingPolicy.Percentage(10m));
        await _house.RuleAsync(tenant, target, new CopyRules { AggregateSeconds = 10 });
        foreach (var age in new[] { 40, 30, 20 })
        {
            await _house.SeeAsync(_house.Trade(wallet, shares: 20m, token: token, secondsAgo: age));
            await _house.RouteAllAsync();
            await database.ExecuteAsync("update accumulation set filled_at = filled_at - interval '30 seconds' where billing_account_id = @Tenant", new { tenant.Tenant });
        }

        Assert.Equal(["accumulating", "accumulating", "accumulating"], await ReasonsAsync(tenant));
        Assert.Equal([null, "expired", "expired"], await EndedAsync(tenant));
    }

    [Fact]
    public async Task Route_TwoTenantsOneAddsUp_TheOtherIsNotTouched()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (first, one) = await _house.FollowAsync(wallet, new SizingPolicy.Percentage(10m));
        var (second, two) = await _house.FollowAsync(wallet, new SizingPolicy.Percentage(5m));
        await _house.RuleAsync(first, one, new CopyRules { AggregateSeconds = 120 });
        await _house.RuleAsync(second, two, new CopyRules { AggregateSeconds = 120 });

        await _house.SeeAsync([.. new[] { 30, 20, 10 }.Select(age => _house.Trade(wallet, shares: 20m, token: token, secondsAgo: age))]);
        await _house.RouteAllAsync();

        Assert.Equal(["accumulating", "accumulating", "ok"], await ReasonsAsync(first));
        Assert.Equal(["accumulating", "accumulating", "accumulating"], await ReasonsAsync(second));
        Assert.Equal([null, null, null], await EndedAsync(second));
    }

    [Fact]
    public async Task Route_StoredInputWithEveryFact_PlansTheSameAgain()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet, new SizingPolicy.TargetPercentileScaled());
        await _house.MeasureAsync(wallet, 10m, 30m, 100m, 200m, 300m);
        await _house.RuleAsync(tenant, target, RulePresets.All[1].Rules);
        var trade = _house.Trade(wallet);
        _house.Books.Set(trade.Token, 0.61m, 0.62m);
        await _house.SeeAsync(trade);
        await _house.HeldBeforeAsync(trade, (trade.Token, 100m, 62m));
        await _house.RouteAllAsync();

        var decision = Assert.Single(await _house.DecisionsAsync(tenant));
        var input = DomainJson.Read<MirrorInput>(decision.Input);
        var again = Assert.IsType<MirrorDecision.Place>(MirrorPlanner.Plan(input));

        Assert.Equal((decision.Shares, decision.LimitPrice), (again.Intent.Shares.Quantity, again.Intent.Limit.Value));
        Assert.NotNull(input.Book);
        Assert.All(MirrorChecks.Explain(input, again), check => Assert.True(check.Passed));
    }

    [Fact]
    public async Task Preview_ProposedRules_AreJudgedBesideTheSavedOnesAndStoreNothing()
    {
        var wallet = MirrorHouse.NewWallet();
        await _house.SeeAsync(_house.Trade(wallet, secondsAgo: 50, price: 0.30m));
        await _house.RouteAllAsync();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet, secondsAgo: 4));
        await _house.RouteAllAsync();

        var fills = await _house.NewPreviewer().PreviewAsync(tenant, target.Id, new TargetEdit(Sizing: new SizingPolicy.Fixed(Usdc.Of(10m)), Rules: new CopyRules { MinPrice = 0.40m }), 10, default);

        Assert.NotNull(fills);
        Assert.Equal([true, false], fills.Select(fill => fill.IsOfThen));
        Assert.Equal(Shares.Of(16.12m), Assert.IsType<MirrorDecision.Place>(fills[0].Proposed).Intent.Shares);
        Assert.Equal(Shares.Of(5m), Assert.IsType<MirrorDecision.Place>(fills[0].Saved).Intent.Shares);
        Assert.Equal(SkipReason.OutsidePriceBand, Assert.IsType<MirrorDecision.Skip>(fills[1].Proposed).Reason);
        Assert.Single(await _house.DecisionsAsync(tenant));
        Assert.Null(await _house.NewPreviewer().PreviewAsync(await database.SeedTenantAsync(), target.Id, new TargetEdit(), 10, default));
    }

    private async Task<IEnumerable<string>> ReasonsAsync(TenantRef tenant) => (await _house.DecisionsAsync(tenant)).Select(decision => decision.Reason).Order(StringComparer.Ordinal);

    private async Task<IReadOnlyList<string?>> EndedAsync(TenantRef tenant) =>
        await database.QueryAsync<string?>("select ended_by from accumulation where billing_account_id = @Tenant order by ended_by nulls first", new { tenant.Tenant });
}
