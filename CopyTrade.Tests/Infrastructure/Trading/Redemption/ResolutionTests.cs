using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Infrastructure.Trading.Redemption;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Simulation;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using static CopyTrade.Domain.Venue.SettlementStatus;

namespace CopyTrade.Tests.Infrastructure.Trading.Redemption;

/// <summary>From a market's end to the money: losers at nothing, winners paid once, whatever the chain does on the way.</summary>
public sealed class ResolutionTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IAsyncLifetime, IDisposable
{
    private static readonly ConditionId Market = new OrderIntentBuilder().Build().Condition;
    private static readonly TokenId Yes = new OrderIntentBuilder().Build().Token;
    private static readonly TokenId No = TokenId.Parse("987654321");
    private readonly TradingRig _rig = new(database);
    private readonly RedeemingChain _chain = new();

    // What a market paid is the same for everybody; each test decides it anew.
    public Task InitializeAsync() => database.ExecuteAsync("delete from market_resolution");

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Loser_ClosesAtNothingAndTheLossIsItsWholeCost()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 0m);

        Assert.Equal(1, await Watch.RunAsync([tenant], default));

        Assert.Equal(["loser"], await StatesAsync(tenant));
        Assert.Equal((0m, -5.1m), await MoneyAsync(tenant));   // 10 × 0.50 and the fee of 0.10
        Assert.Equal(0, await Worker.RunAsync([tenant], default));
    }

    [Fact]
    public async Task Winner_IsPaidOnceTheChainIsSure()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);
        await Watch.RunAsync([tenant], default);
        Assert.Equal(["redeem_pending"], await StatesAsync(tenant));

        for (var round = 0; round < 3; round++) await Worker.RunAsync([tenant], default);
        Assert.Equal((1, RedeemState.Submitted), (_chain.Asked, (await JobAsync(tenant)).State));
        _chain.Set(Market, TransactionStatus.Mined);
        await Worker.RunAsync([tenant], default);
        Assert.Equal(10m, (await MoneyAsync(tenant)).Shares);
        _chain.Set(Market, TransactionStatus.Confirmed);
        for (var round = 0; round < 3; round++) await Worker.RunAsync([tenant], default);

        Assert.Equal(["redeemed"], await StatesAsync(tenant));
        Assert.Equal((0m, 4.9m), await MoneyAsync(tenant));
        Assert.Equal((1, RedeemState.Confirmed, 10m), (_chain.Made, (await JobAsync(tenant)).State, (await JobAsync(tenant)).Expected.Amount));
    }

    [Fact]
    public async Task EvenSplit_PaysHalfForEitherOutcome()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 0.5m);
        await Watch.RunAsync([tenant], default);
        await Worker.RunAsync([tenant], default);
        _chain.Set(Market, TransactionStatus.Confirmed);
        await Worker.RunAsync([tenant], default);

        Assert.Equal((0m, -0.1m), await MoneyAsync(tenant));
    }

    [Fact]
    public async Task Market_ClosedAndNotDecided_BooksNothing()
    {
        var tenant = await HoldAsync(Yes);
        _chain.Resolution = new(Market, IsClosed: true, null);

        Assert.Equal(0, await Watch.RunAsync([tenant], default));

        Assert.Equal(["resolving"], await StatesAsync(tenant));
        Assert.Equal(10m, (await MoneyAsync(tenant)).Shares);
    }

    [Fact]
    public async Task Position_WithAMatchThatIsNotFinal_WaitsForIt()
    {
        var tenant = await HoldAsync(Yes);
        var second = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "second" });
        await RecordAsync(tenant, second, Matched);
        Decide(yes: 0m);
        await Watch.RunAsync([tenant], default);
        Assert.Equal(["resolving"], await StatesAsync(tenant));

        await RecordAsync(tenant, second, Confirmed);
        await Watch.RunAsync([tenant], default);

        Assert.Equal(["loser"], await StatesAsync(tenant));
        Assert.Equal((0m, -10.2m), await MoneyAsync(tenant));
    }

    [Fact]
    public async Task Market_WhereVenueAndChainDisagree_BooksNothing()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 0m);
        _chain.Payout = new([UInt256.Of(1), UInt256.Zero], UInt256.Of(1));

        await Watch.RunAsync([tenant], default);

        Assert.Equal(["resolving"], await StatesAsync(tenant));
        Assert.Equal(10m, (await MoneyAsync(tenant)).Shares);
    }

    [Fact]
    public async Task Redemption_BrokenOffAfterTheTransactionWasMade_IsTheSameTransaction()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);
        _chain.Breaks = new InvalidOperationException("the process ended here");
        await Worker.RunAsync([tenant], default);
        Assert.Equal(RedeemState.Claimed, (await JobAsync(tenant)).State);
        _chain.Breaks = null;
        Assert.Equal(0, await Worker.RunAsync([tenant], default));

        _rig.Clock.Advance(61);
        await Worker.RunAsync([tenant], default);

        var job = await JobAsync(tenant);
        Assert.Equal((RedeemState.Submitted, 1, 1), (job.State, job.Attempts, _chain.Made));
    }

    [Fact]
    public async Task Redemption_RefusedThreeTimes_IsGivenUpAndThePositionIsStillTheUsers()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);
        for (var i = 0; i < 3; i++) _chain.Refusals.Enqueue(new SendOutcome.Refused(ChainRefusal.NoGas, "The account cannot pay the network fee."));

        for (var round = 0; round < 6; round++)
        {
            await Worker.RunAsync([tenant], default);
            _rig.Clock.Advance(601);
        }

        var job = await JobAsync(tenant);
        Assert.Equal((RedeemState.Abandoned, 3, 0), (job.State, job.Attempts, _chain.Made));
        Assert.Equal("The account cannot pay the network fee.", job.Detail);
        Assert.Equal(["redeem_pending"], await StatesAsync(tenant));

        var ask = new RequestRedemptionHandler(database.Scopes, _rig.Clock);
        Assert.True(await ask.HandleAsync(tenant, Market, default));
        Assert.False(await ask.HandleAsync(tenant, Market, default));   // it is under way
        await Worker.RunAsync([tenant], default);
        Assert.Equal(1, _chain.Made);
    }

    [Fact]
    public async Task Redemption_OfAWalletThatWasConnectedAgain_IsPaidAndDoesNotDrift()
    {
        var tenant = await HoldAsync(Yes);
        await ReconnectAsync(tenant, "funder");
        _chain.Positions = [new(Market, Yes, Shares.Of(10m), Price.Of(0.5m), null, null, null)];
        Assert.Equal(0, await Drift.RunAsync([tenant], default));
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);

        await Worker.RunAsync([tenant], default);
        _chain.Set(Market, TransactionStatus.Confirmed);
        await Worker.RunAsync([tenant], default);

        Assert.Equal(["redeemed"], await StatesAsync(tenant));
        Assert.Equal(1, _chain.Made);
    }

    [Fact]
    public async Task Redemption_GivenUpWhileTheWalletWasAway_IsAskedForAgainWhenItIsBack()
    {
        var tenant = await HoldAsync(Yes);
        await ReconnectAsync(tenant, "'0x' || repeat('9', 40)");
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);
        await Worker.RunAsync([tenant], default);
        Assert.Equal(RedeemState.Abandoned, (await JobAsync(tenant)).State);
        var ask = new RequestRedemptionHandler(database.Scopes, _rig.Clock);
        Assert.False(await ask.HandleAsync(tenant, Market, default));   // another wallet cannot

        await ReconnectAsync(tenant, "(select funder from wallet_connection where billing_account_id = @Tenant order by created_at limit 1)");
        Assert.True(await ask.HandleAsync(tenant, Market, default));
        await Worker.RunAsync([tenant], default);

        Assert.Equal(1, _chain.Made);
    }

    // Disconnects and connects: another connection, with the same funder or another one.
    private Task ReconnectAsync(TenantRef tenant, string funder) => database.ExecuteAsync($"""
        with old as (update wallet_connection set revoked_at = @now where billing_account_id = @Tenant and revoked_at is null returning *)
        insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, credentials_at, approvals_ready_at)
        select gen_random_uuid(), billing_account_id, '0x' || substr(md5(random()::text) || md5(random()::text), 1, 40), {funder}, 0, @now, @now + interval '1 second', @now, @now from old
        """, new { tenant.Tenant, now = _rig.Clock.GetUtcNow() });

    [Fact]
    public async Task Redemption_TakenBackByTheChain_IsFollowedOnAndNeverPaidTwice()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);
        await Worker.RunAsync([tenant], default);
        _chain.Set(Market, TransactionStatus.Confirmed);
        await Worker.RunAsync([tenant], default);

        _chain.Set(Market, TransactionStatus.Submitted);
        await Worker.RunAsync([tenant], default);
        Assert.Equal(["redeem_pending"], await StatesAsync(tenant));
        Assert.Equal(RedeemState.Submitted, (await JobAsync(tenant)).State);
        _chain.Set(Market, TransactionStatus.Confirmed);
        await Worker.RunAsync([tenant], default);

        Assert.Equal(["redeemed"], await StatesAsync(tenant));
        Assert.Equal((0m, 4.9m), await MoneyAsync(tenant));
        Assert.Equal(1, _chain.Made);
    }

    [Fact]
    public async Task Redeem_ByHand_WaitsForThePaymentAndGivesItsTransaction()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);
        var asked = Redeem(TimeProvider.System).HandleAsync(tenant, Market, Wait.Limit, default);
        await Worker.RunAsync([tenant], default);
        _chain.Set(Market, TransactionStatus.Confirmed);
        await Worker.RunAsync([tenant], default);

        var paid = Assert.IsType<RedeemAnswer.Paid>(await asked);

        Assert.Equal((await JobAsync(tenant)).Transaction, paid.Transaction);
        Assert.Equal(paid, await Redeem().HandleAsync(tenant, Market, TimeSpan.Zero, default));   // asked again
        Assert.Equal(1, _chain.Made);
    }

    [Fact]
    public async Task Redeem_ByHand_StillUnderWayAfterItsTime_IsPending()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);
        await Worker.RunAsync([tenant], default);

        var pending = Assert.IsType<RedeemAnswer.Pending>(await Redeem().HandleAsync(tenant, Market, TimeSpan.Zero, default));

        Assert.Equal((RedeemState.Submitted, 1), (pending.Job.State, _chain.Asked));
    }

    [Fact]
    public async Task Redeem_ByHand_GivenUp_IsTriedOnceMoreAndAFailureIsSaid()
    {
        var tenant = await HoldAsync(Yes);
        Decide(yes: 1m);
        await Watch.RunAsync([tenant], default);
        _chain.Refusals.Enqueue(new SendOutcome.Refused(ChainRefusal.OwnersTransactionNeeded, "Only its owner can."));
        await Worker.RunAsync([tenant], default);
        Assert.Equal(RedeemState.Abandoned, (await JobAsync(tenant)).State);
        _rig.Clock.Advance(1);

        _chain.Refusals.Enqueue(new SendOutcome.Refused(ChainRefusal.NoGas, "There is not enough POL."));
        var asked = Redeem(TimeProvider.System).HandleAsync(tenant, Market, Wait.Limit, default);
        await Rig.UntilAsync(TimeSpan.FromSeconds(10), async () => await Worker.RunAsync([tenant], default) > 0);
        var failed = Assert.IsType<RedeemAnswer.Failed>(await asked);

        Assert.Contains("There is not enough POL.", failed.Message, StringComparison.Ordinal);
        Assert.Equal(0, _chain.Made);
    }

    [Fact]
    public async Task Redeem_ByHand_NothingToBePaid_SaysWhy()
    {
        var tenant = await HoldAsync(Yes);
        Assert.Equal("not_resolved", await WhyNotAsync(tenant, Market));
        Assert.Equal("not_found", await WhyNotAsync(tenant, ConditionId.Parse("0x" + new string('e', 64))));
        Assert.Equal("not_found", await WhyNotAsync(await _rig.SeedAsync(), Market));

        Decide(yes: 0m);
        await Watch.RunAsync([tenant], default);

        Assert.Equal("nothing_to_redeem", await WhyNotAsync(tenant, Market));
    }

    [Fact]
    public async Task Position_SoldOut_IsClosedAndTheNextPurchaseIsAnother()
    {
        var tenant = await HoldAsync(Yes);
        var sell = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "sell", Side = OrderSide.Sell });
        await RecordAsync(tenant, sell, Confirmed);
        Assert.Equal(["closed"], await StatesAsync(tenant));

        var again = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "again" });
        await RecordAsync(tenant, again, Confirmed);

        Assert.Equal(["closed", "open"], await StatesAsync(tenant));
    }

    [Fact]
    public async Task Drift_OfVenueAndChain_IsANumberWithItsTime()
    {
        var tenant = await HoldAsync(Yes);
        _chain.Positions = [new(Market, Yes, Shares.Of(10m), Price.Of(0.5m), null, null, null), new(Market, No, Shares.Of(3m), Price.Of(0.5m), null, null, null)];
        Assert.Equal(1, await Drift.RunAsync([tenant], default));
        var rows = await new PositionDriftQuery(database.Scopes).ListAsync(tenant, default);
        Assert.Equal([(No, 0m, 3m), (Yes, 10m, 0m)], rows.Select(row => (row.Token, row.Tracked.Quantity, row.Drift!.Value)));
        Assert.All(rows, row => Assert.Null(row.Chain));

        _rig.Clock.Advance(300);
        _chain.Balances = new Dictionary<TokenId, Shares> { [Yes] = Shares.Of(4m) };   // the chain's word comes first
        Assert.Equal(1, await Drift.RunAsync([tenant], default));

        rows = await new PositionDriftQuery(database.Scopes).ListAsync(tenant, default);
        Assert.Equal((-6m, OrderIntentBuilder.Now.AddSeconds(300)), rows.Where(row => row.Token == Yes).Select(row => (row.Drift!.Value, row.DriftingSince!.Value)).Single());
        Assert.Null(rows.Single(row => row.Token == No).DriftingSince);
    }

    [Fact]
    public async Task Drift_OfAPaperWallet_IsAskedOfNobody()
    {
        var account = await new PaperHouse(database).OpenAsync();
        _chain.Positions = [new(Market, Yes, Shares.Of(10m), Price.Of(0.5m), null, null, null)];

        Assert.Equal(0, await Drift.RunAsync([account], default));
        Assert.Empty(await new PositionDriftQuery(database.Scopes).ListAsync(account, default));
    }

    [Fact]
    public async Task Lots_OlderThanPositions_GetOneByScriptAndFollowTheirMarket()
    {
        var tenant = await HoldAsync(Yes);
        await database.ExecuteAsync("update lot set position_id = null where billing_account_id = @Tenant; delete from book_position where billing_account_id = @Tenant", new { tenant.Tenant });
        Decide(yes: 0m);
        Assert.Equal(0, await Watch.RunAsync([tenant], default));

        await RunBackfillAsync();
        await RunBackfillAsync();

        Assert.Equal(["open"], await StatesAsync(tenant));
        Assert.Equal(1, await Watch.RunAsync([tenant], default));
        Assert.Equal((0m, -5.1m), await MoneyAsync(tenant));
    }

    // As the migration does it: as the owner, under row security.
    private async Task RunBackfillAsync()
    {
        using var reader = new StreamReader(typeof(SqlMigrator).Assembly.GetManifestResourceStream("migrations/0031_small_intents_old_positions.sql")!);
        var script = (await reader.ReadToEndAsync()).Split("-- Positions from before", 2)[1];
        await using var connection = await database.Databases.Owner.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        // At that time a position had no wallet in its key.
        var around = $"create unique index ix_position_live_once on book_position (billing_account_id, book, token_id) where ended_at is null;\n--{script}\n;drop index ix_position_live_once;";
        await using (var command = new NpgsqlCommand(around, connection, transaction)) await command.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    private ResolutionWatch Watch => new(database.Scopes, _chain, _chain, new VenueSettings(VenueMode.Demo), _rig.Clock, NullLogger<ResolutionWatch>.Instance);

    private RedemptionWorker Worker => new(database.Scopes, _chain, new VenueSettings(VenueMode.Demo), _rig.Clock, NullLogger<RedemptionWorker>.Instance);

    private RedeemHandler Redeem(TimeProvider? clock = null) => new(database.Scopes, new RequestRedemptionHandler(database.Scopes, _rig.Clock), clock ?? _rig.Clock);

    private async Task<string> WhyNotAsync(TenantRef tenant, ConditionId market) => Assert.IsType<RedeemAnswer.Nothing>(await Redeem().HandleAsync(tenant, market, TimeSpan.Zero, default)).Code;

    private DriftCheck Drift => new(database.Scopes, _chain, _chain, new VenueSettings(VenueMode.Demo), _rig.Clock, NullLogger<DriftCheck>.Instance);

    private void Decide(decimal yes) => _chain.Resolution = new(Market, IsClosed: true, new Dictionary<TokenId, decimal> { [Yes] = yes, [No] = 1m - yes });

    private async Task<TenantRef> HoldAsync(TokenId token)
    {
        var tenant = await _rig.SeedAsync();
        var buy = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Cause = "buy", Token = token.Value });
        await RecordAsync(tenant, buy, Confirmed);
        return tenant;
    }

    private Task RecordAsync(TenantRef tenant, OrderRow order, SettlementStatus status) => _rig.Recorder.RecordAsync(tenant, [new VenueTrade(
        order.Id.ToString(), order.VenueOrderId!, order.ConditionId, order.TokenId, order.IsSell ? OrderSide.Sell : OrderSide.Buy, Shares.Of(10m), Price.Of(0.50m), null, IsTaker: true, status, null, OrderIntentBuilder.Now)]);

    private Task<IReadOnlyList<string>> StatesAsync(TenantRef tenant) => database.QueryAsync<string>("select state from book_position where billing_account_id = @Tenant order by ended_at nulls last", new { tenant.Tenant });

    private async Task<RedemptionRow> JobAsync(TenantRef tenant) => Assert.Single(await new RedemptionsQuery(database.Scopes).ListAsync(tenant, 10, default));

    private async Task<(decimal Shares, decimal Realized)> MoneyAsync(TenantRef tenant)
    {
        var position = Assert.Single(await new PositionsQuery(database.Scopes, new PassedOverExits()).ListAsync(tenant, includeClosed: true, default));
        Assert.Equal((await StatesAsync(tenant))[^1], position.State!.Value.ToText());
        return (position.Shares.Quantity, position.Realized.Amount);
    }
}
