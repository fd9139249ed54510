using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Tests.Builders;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Tests.Infrastructure.Trading.Readiness;

public sealed class WalletReadinessCheckTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly TradingRig _rig = new(database);
    private readonly FakeChain _chain = new();
    private readonly BalanceNews _news = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Run_WalletWithoutCredentials_DerivesThemAndMarksItReady()
    {
        var wallet = await CheckAsync();

        Assert.NotNull(wallet.CredentialsAt);
        Assert.NotNull(wallet.ApprovalsReadyAt);
        Assert.Equal((Usdc.Of(100m), null), (wallet.CollateralBalance, wallet.ReadinessProblem));
    }

    [Theory, InlineData(false), InlineData(null)]
    public async Task Run_ApprovalsNotComplete_SaysSoInOneSentence(bool? approved)
    {
        _rig.Venue.Collateral = new CollateralState(Usdc.Of(100m), approved);

        var wallet = await CheckAsync();

        Assert.Null(wallet.ApprovalsReadyAt);
        Assert.Contains("insufficient_allowance", wallet.ReadinessProblem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ChainLacksAnApproval_IsNotReadyWhateverTheVenueSays()
    {
        _chain.Given.Remove("outcomes-neg-risk-exchange");

        var wallet = await CheckAsync();

        Assert.Null(wallet.ApprovalsReadyAt);
        Assert.Contains("it cannot sell in markets with several answers", wallet.ReadinessProblem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ProxyLacksOnlyWhatRedeemingNeeds_IsReady()
    {
        _chain.Given.Remove("outcomes-adapter");
        var tenant = await NewAsync();
        await database.ExecuteAsync("update wallet_connection set signature_type = 1 where billing_account_id = @Tenant", new { tenant.Tenant });

        Assert.NotNull((await CheckAsync(tenant)).ApprovalsReadyAt);
    }

    [Fact]
    public async Task Run_ChainSilent_TakesTheVenuesWord()
    {
        _chain.IsSilent = true;

        Assert.NotNull((await CheckAsync()).ApprovalsReadyAt);
    }

    [Fact]
    public async Task Run_StoredCredentialsRefused_DerivesNewOnesAndGoesOn()
    {
        var tenant = await NewAsync();
        var first = await CheckAsync(tenant);
        _rig.Clock.Advance(60);
        _rig.Venue.Revoke();

        var wallet = await CheckAsync(tenant);

        Assert.Equal(2, _rig.Venue.Derived);
        Assert.True(wallet.CredentialsAt > first.CredentialsAt);
        Assert.NotNull(wallet.ApprovalsReadyAt);
        Assert.Null(wallet.ReadinessProblem);
    }

    [Fact]
    public async Task Run_CredentialsRefusedElsewhere_DerivesNewOnesWithoutTryingTheOld()
    {
        var tenant = await NewAsync();
        await CheckAsync(tenant);

        await CheckAsync(tenant, WalletDoubts.Credentials);

        Assert.Equal(2, _rig.Venue.Derived);
    }

    [Fact]
    public async Task Run_EvenNewCredentialsRefused_DerivesOnceAndLeavesWhatWasKnown()
    {
        var tenant = await NewAsync();
        var first = await CheckAsync(tenant);
        _rig.Venue.RefusesEverything = true;

        var wallet = await CheckAsync(tenant);

        Assert.Equal(2, _rig.Venue.Derived);
        Assert.Equal(first.ApprovalsReadyAt, wallet.ApprovalsReadyAt);
    }

    [Fact]
    public async Task Run_SeveralLooksAfterASettlement_TellTheVenueOnceOfEach()
    {
        var tenant = await NewAsync();
        var first = await SettleAsync(tenant, "101");
        await CheckAsync(tenant);
        await CheckAsync(tenant);
        Assert.Equal([null, first], _rig.Venue.Refreshed);

        var second = await SettleAsync(tenant, "102");
        await CheckAsync(tenant);
        Assert.Equal([null, first, null, second], _rig.Venue.Refreshed);
    }

    [Fact]
    public async Task Run_VenueRefusedForTheBalance_IsToldAgain()
    {
        var tenant = await NewAsync();
        var token = await SettleAsync(tenant, "101");
        await CheckAsync(tenant);

        await CheckAsync(tenant, WalletDoubts.Balance);

        Assert.Equal([null, token, null, token], _rig.Venue.Refreshed);
    }

    /// <summary>The balance is asked for first, and the chain takes its time: what matches meanwhile is not in it.</summary>
    [Fact]
    public async Task Run_BuyMatchesWhileTheChainIsAsked_IsTakenOffTheFreeDollars()
    {
        var tenant = await _rig.SeedAsync(perOrder: 20m);
        _chain.BeforeApprovals = async () =>
        {
            _rig.Clock.Advance(10);
            await BuyAsync(tenant, SettlementStatus.Matched);
            _rig.Clock.Advance(10);
        };

        await CheckAsync(tenant);

        Assert.Equal(80m, await FreeAsync(tenant));
    }

    [Theory, InlineData(SettlementStatus.Retrying, 80), InlineData(SettlementStatus.Mined, 100)]
    public async Task Run_BuyMatchedBefore_IsTakenOffUntilABlockHasIt(SettlementStatus settlement, int free)
    {
        var tenant = await _rig.SeedAsync(perOrder: 20m);
        await BuyAsync(tenant, settlement);
        _rig.Clock.Advance(10);

        await CheckAsync(tenant);

        Assert.Equal(free, await FreeAsync(tenant));
    }

    private async Task BuyAsync(TenantRef tenant, SettlementStatus settlement)
    {
        var order = await _rig.PlaceAsync(tenant, new OrderIntentBuilder { Shares = 40m });
        await _rig.Recorder.RecordAsync(tenant, [new(
            "t-" + order.Id, order.VenueOrderId!, order.ConditionId, order.TokenId, OrderSide.Buy, Shares.Of(40m), Price.Of(0.50m), null, IsTaker: false, settlement, null, _rig.Clock.GetUtcNow())]);
    }

    private async Task<decimal> FreeAsync(TenantRef tenant)
    {
        await using var scope = await database.Scopes.OpenAsync(tenant, CancellationToken.None);
        return await scope.QuerySingleAsync<decimal>(MeansSql.FreeNow);
    }

    private async Task<TokenId> SettleAsync(TenantRef tenant, string token)
    {
        var order = await _rig.InsertAsync(tenant, new OrderIntentBuilder { Cause = token, Token = token });
        await database.ExecuteAsync("""
            insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, settled_at, updated_at)
            values (gen_random_uuid(), @Tenant, @order, 'trade', 5, 0.5, 0, true, 'confirmed', @now, @now, @now)
            """, new { tenant.Tenant, order, now = _rig.Clock.GetUtcNow() });
        return TokenId.Parse(token);
    }

    private async Task<TenantRef> NewAsync()
    {
        var tenant = await _rig.SeedAsync();
        await database.ExecuteAsync("update wallet_connection set credentials_at = null, approvals_ready_at = null where billing_account_id = @Tenant", new { tenant.Tenant });
        return tenant;
    }

    private async Task<WalletConnection> CheckAsync() => await CheckAsync(await NewAsync());

    private async Task<WalletConnection> CheckAsync(TenantRef tenant, WalletDoubts doubts = WalletDoubts.None)
    {
        using var key = new MasterKey(new byte[MasterKey.Length]);
        var check = new WalletReadinessCheck(
            database.Scopes, _rig.Venue, new VenueCredentialStore(new WalletVault(database.Scopes, key, _rig.Clock), _rig.Clock), new MarkReadinessHandler(database.Scopes, _rig.Clock), _chain,
            new ApprovalCeremony(database.Scopes, _chain, _chain, _rig.Clock), _news, _rig.Clock, NullLogger<WalletReadinessCheck>.Instance);

        await check.RunAsync(tenant, (await TenantWallets.ReadAsync(database.Scopes, [tenant], CancellationToken.None)).Single().Wallet, doubts, CancellationToken.None);

        return (await TenantWallets.ReadAsync(database.Scopes, [tenant], CancellationToken.None)).Single().Wallet;
    }
}
