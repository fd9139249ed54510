using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Tests.Infrastructure.Mirroring;

public sealed class FillRouterTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Route_TwoTenantsFollowOneWallet_EachGetsOneOrderUnderTheSameKey()
    {
        var wallet = MirrorHouse.NewWallet();
        var (first, _) = await _house.FollowAsync(wallet);
        var (second, _) = await _house.FollowAsync(wallet);

        await _house.SeeAsync(_house.Trade(wallet));
        await _house.RouteAllAsync();

        var (one, two) = (Assert.Single(await _house.DecisionsAsync(first)), Assert.Single(await _house.DecisionsAsync(second)));
        Assert.Equal(("placed", "ok", "pending"), (one.Outcome, one.Reason, one.Status));
        Assert.Equal(one.IdempotencyKey, two.IdempotencyKey);
        Assert.NotEqual(one.OrderId, two.OrderId);
        Assert.Equal(2, _house.Queue.Waiting);
    }

    [Fact]
    public async Task Route_TwoFillsOfOneMarketInABatch_TheSecondSeesTheFirst()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        var first = _house.Trade(wallet, secondsAgo: 5);

        await _house.SeeAsync(first, _house.Trade(wallet, token: first.Token, secondsAgo: 4));
        await _house.RouteAllAsync();

        var decisions = (await _house.DecisionsAsync(tenant)).OrderBy(decision => decision.Outcome, StringComparer.Ordinal);
        Assert.Equal([("placed", "ok"), ("skipped", "already_resting")], decisions.Select(decision => (decision.Outcome, decision.Reason)));
    }

    [Fact]
    public async Task Route_FillsOfManyMarketsInABatch_NeverSpendMoreThanTheBalance()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet, new SizingPolicy.Fixed(Usdc.Of(30m)));

        await _house.SeeAsync([.. Enumerable.Range(0, 6).Select(i => _house.Trade(wallet, secondsAgo: 10 - i) with { Condition = ConditionId.Parse("0x" + new string((char)('1' + i), 64)) })]);
        await _house.RouteAllAsync();

        var decisions = await _house.DecisionsAsync(tenant);
        Assert.Equal(4, decisions.Count(decision => decision.Outcome == "placed"));
        Assert.True(decisions.Sum(decision => decision.Shares * decision.LimitPrice) <= 100m);
        Assert.All(decisions.Where(decision => decision.Outcome == "skipped"), decision => Assert.Equal("insufficient_balance", decision.Reason));
    }

    [Fact]
    public async Task Route_ConcurrentRouters_DecideEachFillOnce()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet, max: 1000m);
        await _house.SeeAsync([.. Enumerable.Range(0, 60).Select(_ => _house.Trade(wallet))]);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => _house.NewRouter().RouteAsync(default)));
        await _house.RouteAllAsync();

        Assert.Equal(60, (await _house.DecisionsAsync(tenant)).Count);
        Assert.Empty(await database.QueryAsync<string>("select idempotency_key from trade_order where billing_account_id = @Tenant group by 1 having count(*) > 1", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Route_TransactionThatNeverCommitted_LeavesTheFillToTheNext()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        // The commit fails at its very end, as a crash between would.
        await database.ExecuteAsync(
            """
            create function refuse_commit() returns trigger language plpgsql as $$ begin raise exception 'crash' using errcode = '57P01'; end $$;
            create constraint trigger crash after insert on copy_decision deferrable initially deferred for each row execute function refuse_commit();
            """);

        await Assert.ThrowsAnyAsync<Exception>(() => _house.Router.RouteAsync(default));
        var before = (await _house.DecisionsAsync(tenant)).Count + _house.Queue.Waiting;
        await database.ExecuteAsync("drop trigger crash on copy_decision; drop function refuse_commit()");
        await _house.RouteAllAsync();

        Assert.Equal(0, before);
        Assert.Equal("placed", Assert.Single(await _house.DecisionsAsync(tenant)).Outcome);
    }

    [Fact]
    public async Task Route_LateLegAfterTheDecision_IsAFillOfItsOwn()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        var row = _house.Trade(wallet);
        await _house.SeeAsync(row);
        await _house.RouteAllAsync();

        await _house.SeeAsync(row, row with { Shares = Shares.Of(4m) });
        await _house.RouteAllAsync();

        Assert.Equal(["already_resting", "ok"], (await _house.DecisionsAsync(tenant)).Select(decision => decision.Reason).Order());
    }

    [Fact]
    public async Task Route_SellOfWhatWeHold_ClosesItAndNothingOfOtherTargets()
    {
        var (wallet, other, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.FollowAsync(other, tenant: tenant);
        await _house.SeeAsync(_house.Trade(wallet, token: token));
        await _house.RouteAllAsync();
        await _house.ConfirmAsync((await _house.DecisionsAsync(tenant))[0].OrderId!.Value);

        await _house.SeeAsync(_house.Trade(other, OrderSide.Sell, token: token, secondsAgo: 2), _house.Trade(wallet, OrderSide.Sell, token: token, secondsAgo: 1), _house.Trade(wallet, OrderSide.Sell, token: token, secondsAgo: 0));
        await _house.RouteAllAsync();

        var sells = (await _house.DecisionsAsync(tenant)).Where(decision => decision.Reason != "ok").Select(decision => (decision.Reason, decision.Side, decision.Shares)).OrderBy(sell => sell.Reason, StringComparer.Ordinal);
        Assert.Equal([("sell_closed_position", "sell", 5m), ("sell_without_position", null, null), ("sell_without_position", null, (decimal?)null)], sells);
    }

    [Fact]
    public async Task Route_Sell_AsksToCancelOurRestingBuys()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet, token: token));
        await _house.RouteAllAsync();

        await _house.SeeAsync(_house.Trade(wallet, OrderSide.Sell, token: token));
        await _house.RouteAllAsync();

        Assert.Single(await database.QueryAsync<Guid>("select id from trade_order where billing_account_id = @Tenant and cancel_requested_at is not null", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Route_FillFromBeforeFollowing_HasNoDecision()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet, since: _house.Clock.GetUtcNow().AddSeconds(-10));

        await _house.SeeAsync(_house.Trade(wallet, secondsAgo: 71), _house.Trade(wallet, secondsAgo: 69));
        await _house.RouteAllAsync();

        Assert.Equal("fill_too_old", Assert.Single(await _house.DecisionsAsync(tenant)).Reason);
    }

    /// <summary>The clock was an hour ahead when the wallet was followed, and was set back: what it trades now is not history.</summary>
    [Fact]
    public async Task Route_WalletFollowedWhileTheClockWasAhead_IsCopiedOnceTheClockIsRight()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet, since: _house.Clock.GetUtcNow().AddHours(1));

        await _house.SeeAsync(_house.Trade(wallet, secondsAgo: 3), _house.Trade(wallet, secondsAgo: 300));
        await _house.RouteAllAsync();

        Assert.Equal(["copied", "fill_too_old"], (await _house.DecisionsAsync(tenant)).Select(row => row.OrderId is null ? row.Reason : "copied").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Route_VenueDown_WaitsWithThatFillUntilItIsTooOld()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        _house.Markets.IsDown = true;

        var down = await _house.Router.RouteAsync(default);
        var whileDown = (await _house.DecisionsAsync(tenant)).Count;
        _house.Clock.Advance(TimeSpan.FromSeconds(60));
        await _house.RouteAllAsync();

        Assert.Equal((0, 0), (down.Routed, whileDown));
        Assert.Equal("fill_too_old", Assert.Single(await _house.DecisionsAsync(tenant)).Reason);
    }

    [Fact]
    public async Task Route_OnlyTheRulesOfMarketsKnown_SellsAndWaitsWithPurchases()
    {
        var (wallet, held, bought) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet, token: held, secondsAgo: 9));
        await _house.RouteAllAsync();
        await _house.ConfirmAsync(Assert.Single(await _house.DecisionsAsync(tenant)).OrderId!.Value);
        _house.Markets.TellsRulesOnly = true;

        await _house.SeeAsync(_house.Trade(wallet, OrderSide.Sell, token: held, secondsAgo: 5), _house.Trade(wallet, token: bought, secondsAgo: 4), _house.Trade(wallet, OrderSide.Sell, token: bought, secondsAgo: 3));
        await _house.RouteAllAsync();
        var down = await _house.DecisionsAsync(tenant);
        _house.Markets.TellsRulesOnly = false;
        await _house.RouteAllAsync();

        Assert.Equal([("placed", "buy"), ("placed", "sell")], down.Select(decision => (decision.Outcome, decision.Side!)).Order());
        Assert.Equal(4, (await _house.DecisionsAsync(tenant)).Count);   // what they bought is judged before what they sold of it
    }

    [Theory]
    [InlineData("funder", "placed", "sell_closed_position")]
    [InlineData("'0x' || repeat('7', 40)", "skipped", "sell_without_position")]
    public async Task Route_SellAfterAWalletWasConnectedAnew_SellsOnlyWhatLiesInIt(string funder, string outcome, string reason)
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet, token: token, secondsAgo: 9));
        await _house.RouteAllAsync();
        var order = Assert.Single(await _house.DecisionsAsync(tenant)).OrderId!.Value;
        await _house.ConfirmAsync(order);
        await database.ExecuteAsync($"""
            update trade_order set connection_id = (select id from wallet_connection where billing_account_id = @Tenant) where id = @order;
            with old as (update wallet_connection set revoked_at = @now where billing_account_id = @Tenant returning *)
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at)
            select gen_random_uuid(), billing_account_id, signer, {funder}, 0, @now, @now from old
            """, new { tenant.Tenant, order, now = _house.Clock.GetUtcNow() });
        await using (var scope = await database.Scopes.OpenAsync(tenant, default))
        {
            await LotHomes.MarkAsync(scope, tenant);
            await scope.CommitAsync();
        }

        await _house.SeeAsync(_house.Trade(wallet, OrderSide.Sell, token: token, secondsAgo: 5));
        await _house.RouteAllAsync();

        Assert.Contains((outcome, reason), (await _house.DecisionsAsync(tenant)).Select(decision => (decision.Outcome, decision.Reason)));
    }

    [Fact]
    public async Task Route_UnknownMarket_IsSkippedWithItsReason()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        _house.Markets.Special[token] = null;

        await _house.SeeAsync(_house.Trade(wallet, token: token));
        await _house.RouteAllAsync();

        Assert.Equal("market_unknown", Assert.Single(await _house.DecisionsAsync(tenant)).Reason);
    }

    [Fact]
    public async Task Route_ARowThatTheDatabaseRefuses_FailsAloneAndHoldsUpNobody()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet, new SizingPolicy.Fixed(Usdc.Of(5m)));
        await database.ExecuteAsync($"alter table trade_order add constraint poison check (token_id <> '{token}') not valid");

        await _house.SeeAsync(_house.Trade(wallet, token: token), _house.Trade(wallet) with { Condition = ConditionId.Parse("0x" + new string('9', 64)) });
        await _house.RouteAllAsync();

        Assert.Equal([("error", "planner_failed"), ("placed", "ok")], (await _house.DecisionsAsync(tenant)).Select(decision => (decision.Outcome, decision.Reason)).Order());
        await database.ExecuteAsync("alter table trade_order drop constraint poison");
    }

    [Fact]
    public async Task Route_RemovedTarget_DecidesNothingMore()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));

        await _house.Targets.RemoveAsync(tenant, target.Id, default);
        await _house.RouteAllAsync();

        Assert.Empty(await _house.DecisionsAsync(tenant));
    }

    [Fact]
    public async Task Route_PlacedFill_PassesItsCrashPointsAroundTheCommit()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        var seen = new List<(CrashPoint Point, int Decisions, int Queued)>();
        _house.Crash.OnReach = point => seen.Add((point, _house.DecisionsAsync(tenant).GetAwaiter().GetResult().Count, _house.Queue.Waiting));

        await _house.RouteAllAsync();

        Assert.Equal([(CrashPoint.BeforeInsert, 0, 0), (CrashPoint.AfterInsert, 1, 0)], seen);
        Assert.Equal(1, _house.Queue.Waiting);
    }

    [Fact]
    public async Task Route_PlacedFill_LogsTheOrderId()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet));
        using var lines = new CollectingLogger();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(lines));

        await _house.NewRouter(factory.CreateLogger<FillRouter>()).RouteAsync(default);

        var order = Assert.Single(await _house.DecisionsAsync(tenant)).OrderId;
        Assert.Contains(lines.Lines, line => line.Contains($"order={order}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Route_StoredInput_PlansTheSameAgain()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet, new SizingPolicy.Percentage(12.5m));
        await _house.SeeAsync(_house.Trade(wallet, shares: 78.974321m, price: 0.625001m));
        await _house.RouteAllAsync();

        var decision = Assert.Single(await _house.DecisionsAsync(tenant));
        var again = Assert.IsType<MirrorDecision.Place>(MirrorPlanner.Plan(DomainJson.Read<MirrorInput>(decision.Input)));

        Assert.Equal((decision.Shares, decision.LimitPrice, decision.IdempotencyKey), (again.Intent.Shares.Quantity, again.Intent.Limit.Value, again.Intent.Key.Value));
    }
}
