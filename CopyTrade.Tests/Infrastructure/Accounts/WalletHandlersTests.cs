using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Tests.Builders;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Infrastructure.Accounts;

public sealed class WalletHandlersTests(AccountsFixture accounts) : IClassFixture<AccountsFixture>
{
    private const string Key = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static readonly WalletAddress KeyAddress = WalletAddress.Parse("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    private static readonly WalletAddress Safe = WalletAddress.Parse("0x" + new string('5', 40));

    [Fact]
    public async Task Connect_NewKey_StoresItEncryptedWithTheDefaultGrant()
    {
        var tenant = await accounts.Database.SeedTenantAsync();

        var done = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(tenant));

        using var signer = await Vault.OpenSignerAsync(tenant, done.Connection.Id, CancellationToken.None);
        Assert.Equal(done.Connection.Signer, signer.Address);
        Assert.Equal(done.Connection.Signer, done.Connection.Funder);
        Assert.Equal((Usdc.Of(1m), Usdc.Of(10m), 5, GrantScope.Buy | GrantScope.Sell), (done.Grant!.PerOrder, done.Grant.Daily, done.Grant.HourlyFills, done.Grant.Scope));
        var view = await Services.GetRequiredService<IWalletQuery>().ReadAsync(tenant, CancellationToken.None);
        Assert.Equal(new WalletView(done.Connection, done.Grant, PlatformCaps.For(VenueMode.Live), new PlatformCaps(Usdc.Of(1m), Usdc.Of(10m), 5)), view);
    }

    [Fact]
    public async Task View_TradesAfterTheBalanceWasRead_AreReckonedIntoTheFreeDollars()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        await accounts.ConnectAsync(tenant);
        await accounts.Database.ExecuteAsync("update wallet_connection set collateral_balance = 100, balance_at = now() - interval '1 minute' where billing_account_id = @Tenant", new { tenant.Tenant });
        // In the balance: bought and final before, sold and final before. Not in it: bought since, bought before and in no block, sold and final since. Never: what failed, what was sold and is not final.
        foreach (var (side, cash, settlement, matched, settled) in new (string, decimal, string, int, int?)[]
        {
            ("buy", 1m, "confirmed", -300, -200), ("sell", 2m, "confirmed", -300, -200),
            ("buy", 4m, "mined", -30, null), ("buy", 8m, "matched", -90, null), ("sell", 16m, "confirmed", -90, -30),
            ("buy", 32m, "failed", -30, -20), ("sell", 64m, "mined", -30, null),
        })
        {
            await accounts.Database.ExecuteAsync("""
                with o as (
                  insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional,
                                           tick_size, time_in_force, valid_until, mode, status, created_at, matched_shares, accepted_at, finished_at)
                  select id, @Tenant, '0x' || lpad(replace(id::text, '-', ''), 64, '0'), 'manual', 'held', '0x' || repeat('c', 64), '7', false, @side, 0.5, @cash * 2, @cash, 0.01, 'fok',
                         now(), 'demo', 'filled', now() - interval '1 hour', @cash * 2, now(), now() from (select gen_random_uuid() as id) one returning id)
                insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, settled_at, updated_at)
                select id, @Tenant, id, id::text, @cash * 2, 0.5, 0.1, true, @settlement, now() + @matched * interval '1 second', now() + @settled * interval '1 second', now() from o
                """, new { tenant.Tenant, side, cash, settlement, matched, settled });
        }

        var view = await Services.GetRequiredService<IWalletQuery>().ReadAsync(tenant, CancellationToken.None);

        Assert.Equal((100m, -4.1m - 8.1m + 15.9m), (view.Connection!.CollateralBalance!.Value.Amount, view.Since.Amount));
        Assert.Equal(103.7m, view.Free!.Value.Amount);
    }

    [Fact]
    public async Task Connect_ByManyAtOnce_GivesOneConnection()
    {
        var tenant = await accounts.Database.SeedTenantAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => accounts.ConnectAsync(tenant)));

        Assert.Single(results.Select(result => Assert.IsType<WalletResult.Done>(result).Connection.Id).Distinct());
        Assert.Equal([(1, 1, 1)], await accounts.Database.QueryAsync<(int, int, int)>("""
            select (select count(*) from wallet_connection where billing_account_id = @Tenant)::int, (select count(*) from wallet_secret where billing_account_id = @Tenant)::int,
                   (select count(*) from wallet_grant where billing_account_id = @Tenant)::int
            """, new { tenant.Tenant }));
    }

    [Fact]
    public async Task Connect_OneKeyByManyTenantsAtOnce_BelongsToOneOfThem()
    {
        var key = "0x" + Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        var tenants = new List<TenantRef>();
        for (var i = 0; i < 6; i++) tenants.Add(await accounts.Database.SeedTenantAsync());

        var results = await Task.WhenAll(tenants.SelectMany(tenant => new[] { accounts.ConnectAsync(tenant, key), accounts.ConnectAsync(tenant, key) }));

        Assert.Single(results.OfType<WalletResult.Done>().Select(done => done.Connection.Id).Distinct());
        Assert.All(results.OfType<WalletResult.Refused>(), refused => Assert.Equal("wallet_in_use", refused.Reason.Code));
        Assert.Equal(10, results.OfType<WalletResult.Refused>().Count());
    }

    [Fact]
    public async Task Connect_AddressThatHoldsAnothersMoney_IsRefused()
    {
        var shared = WalletAddress.Parse("0x" + new string('6', 40));
        var (first, second) = (await accounts.Database.SeedTenantAsync(), await accounts.Database.SeedTenantAsync());
        Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(first, funder: shared, type: SignatureType.Safe));

        Assert.Equal("wallet_in_use", RefusalOf(await accounts.ConnectAsync(second, funder: shared, type: SignatureType.Safe)));

        await RevokeAsync(first);
        Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(second, funder: shared, type: SignatureType.Safe));
        await RevokeAsync(second);
    }

    [Fact]
    public async Task Connect_StoresWhichTextWasAgreedToAndWhen()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var id = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(tenant)).Connection.Id;

        Assert.Equal([(Consent.Custody.Version, accounts.Clock.GetUtcNow().UtcDateTime)], await accounts.Database.QueryAsync<(string, DateTime)>("select consent_version, consented_at from wallet_connection where id = @id", new { id }));
    }

    [Fact]
    public async Task Connect_KeyOfAnotherTenant_IsRefusedUntilItIsFree()
    {
        var (first, second) = (await accounts.Database.SeedTenantAsync(), await accounts.Database.SeedTenantAsync());
        var connected = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(first, Key));
        Assert.Equal(KeyAddress, connected.Connection.Signer);

        Assert.Equal("wallet_in_use", RefusalOf(await accounts.ConnectAsync(second, Key)));
        Assert.Equal(connected, await accounts.ConnectAsync(first, Key));
        Assert.Equal("already_connected", RefusalOf(await accounts.ConnectAsync(first, "0x" + new string('1', 64))));

        await RevokeAsync(first);
        var freed = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(second, Key));
        await Assert.ThrowsAsync<SignerUnavailableException>(() => Vault.OpenSignerAsync(first, freed.Connection.Id, CancellationToken.None));
        await RevokeAsync(second);
    }

    [Theory]
    [InlineData(null, false, "consent_required")]
    [InlineData("not a key", true, "invalid_key")]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000000", true, "invalid_key")]
    public async Task Connect_WithBadInput_IsRefusedAndStoresNothing(string? key, bool consent, string code)
    {
        var tenant = await accounts.Database.SeedTenantAsync();

        Assert.Equal(code, RefusalOf(await accounts.ConnectAsync(tenant, key, consent)));
        Assert.Empty(await accounts.Database.QueryAsync<Guid>("select id from wallet_connection where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Connect_FunderMustFitTheKindOfWallet()
    {
        var tenant = await accounts.Database.SeedTenantAsync();

        Assert.Equal("funder_mismatch", RefusalOf(await accounts.ConnectAsync(tenant, funder: Safe)));
        Assert.Equal("funder_required", RefusalOf(await accounts.ConnectAsync(tenant, type: SignatureType.DepositWallet)));
        var done = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(tenant, funder: Safe, type: SignatureType.Safe));
        Assert.Equal((Safe, SignatureType.Safe), (done.Connection.Funder, done.Connection.SignatureType));
    }

    [Fact]
    public async Task Connect_AgainWithinFiveMinutes_MustWaitUnlessDemo()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        await accounts.ConnectAsync(tenant);
        await RevokeAsync(tenant);

        Assert.Equal("rate_limited", RefusalOf(await accounts.ConnectAsync(tenant)));
        await using var demo = accounts.Compose(VenueMode.Demo);
        Assert.IsType<WalletResult.Done>(await demo.GetRequiredService<ConnectWalletHandler>().HandleAsync(tenant, new(null, null, SignatureType.Eoa, Consent: true), CancellationToken.None));
    }

    [Fact]
    public async Task Connect_AnotherWalletAndThenTheFirstAgain_OffersOnlyWhatLiesInTheConnectedOne()
    {
        const string Mine = "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
        await using var demo = accounts.Compose(VenueMode.Demo);
        var connect = demo.GetRequiredService<ConnectWalletHandler>();
        var tenant = await accounts.Database.SeedTenantAsync();
        var first = Assert.IsType<WalletResult.Done>(await connect.HandleAsync(tenant, new(Mine, null, SignatureType.Eoa, Consent: true), CancellationToken.None)).Connection;
        await HoldAsync(tenant, first.Id);
        Assert.Equal(10m, await OfferedAsync(tenant));

        await RevokeAsync(tenant);
        await connect.HandleAsync(tenant, new(null, null, SignatureType.Eoa, Consent: true), CancellationToken.None);
        Assert.Equal(0m, await OfferedAsync(tenant));

        await RevokeAsync(tenant);
        await connect.HandleAsync(tenant, new(Mine, null, SignatureType.Eoa, Consent: true), CancellationToken.None);
        Assert.Equal(10m, await OfferedAsync(tenant));
    }

    [Fact]
    public async Task Revoke_EndsGrantAndSigningButKeepsTheKeyAndItsCredentials()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var connection = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(tenant)).Connection;
        var credentials = new VenueCredentials(connection.Signer, "key", "c2VjcmV0", "pass");
        await Credentials.StoreAsync(tenant, connection.Id, credentials, CancellationToken.None);

        await RevokeAsync(tenant);

        await Assert.ThrowsAsync<SignerUnavailableException>(() => Vault.OpenSignerAsync(tenant, connection.Id, CancellationToken.None));
        Assert.Equal(credentials, await Credentials.GetAsync(tenant, connection.Id, CancellationToken.None));
        Assert.Equal([0L], await accounts.Database.QueryAsync<long>("select count(*) from wallet_grant where connection_id = @Id and revoked_at is null", new { connection.Id }));
        Assert.Equal([2L], await accounts.Database.QueryAsync<long>("select count(*) from wallet_secret where connection_id = @Id", new { connection.Id }));
        Assert.Equal("no_connection", RefusalOf(await Services.GetRequiredService<RevokeConnectionHandler>().HandleAsync(tenant, CancellationToken.None)));
    }

    [Fact]
    public async Task Revoke_StopsOrdersAndForgetsApprovalsConsentsAndWishesInOneCommit()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var id = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(tenant)).Connection.Id;
        var now = accounts.Clock.GetUtcNow();
        await using (var scope = await accounts.Database.Scopes.OpenManyAsync([tenant], CancellationToken.None))
        {
            await OrderLedger.InsertAsync(scope, [(tenant, new OrderIntentBuilder { Cause = "one" }.Build()), (tenant, new OrderIntentBuilder { Cause = "two", Side = OrderSide.Sell }.Build())], VenueMode.Live, now, CancellationToken.None);
            await scope.CommitAsync();
        }

        await accounts.Database.ExecuteAsync("""
            insert into wallet_approval (connection_id, billing_account_id, step, state) values (@id, @Tenant, 'collateral-exchange', 'given');
            insert into wallet_auto_wrap (connection_id, billing_account_id, consented_at, consent_version) values (@id, @Tenant, @now, 'v');
            insert into wallet_transfer (id, billing_account_id, connection_id, kind, destination, amount, requested_at, expires_at)
            values (@id, @Tenant, @id, 'withdraw', @to, 5, @now, @now + interval '15 minutes');
            """, new { id, tenant.Tenant, now, to = "0x" + new string('1', 40) });

        await RevokeAsync(tenant);

        Assert.Equal([(0L, 0L, 0L, 2L)], await accounts.Database.QueryAsync<(long, long, long, long)>("""
            select (select count(*) from wallet_approval where connection_id = @id), (select count(*) from wallet_auto_wrap where connection_id = @id and ended_at is null),
                   (select count(*) from wallet_grant where connection_id = @id and revoked_at is null),
                   (select count(*) from trade_order where billing_account_id = @Tenant and cancel_requested_at is not null and cancel_reason = 'wallet disconnected')
            """, new { id, tenant.Tenant }));
        Assert.Equal([("failed", "The wallet was disconnected before anything was sent.")], await accounts.Database.QueryAsync<(string, string)>("select state, problem from wallet_transfer where connection_id = @id", new { id }));
    }

    [Fact]
    public async Task Credentials_Replaced_AreTheNewOnesAtOnce()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var connection = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(tenant)).Connection;
        Assert.Null(await Credentials.GetAsync(tenant, connection.Id, CancellationToken.None));

        foreach (var key in (string[])["old", "new"])
        {
            var credentials = new VenueCredentials(connection.Signer, key, "c2VjcmV0", "pass");
            await Credentials.StoreAsync(tenant, connection.Id, credentials, CancellationToken.None);
            Assert.Equal(credentials, await Credentials.GetAsync(tenant, connection.Id, CancellationToken.None));
        }

        Assert.Null(await Credentials.GetAsync(await accounts.Database.SeedTenantAsync(), connection.Id, CancellationToken.None));
    }

    [Fact]
    public async Task UpdateGrant_KeepsTheOldOneOnRecordAndIsBoundedByThePlatform()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        await accounts.ConnectAsync(tenant);
        var update = Services.GetRequiredService<UpdateGrantHandler>();

        var done = Assert.IsType<WalletResult.Done>(await update.HandleAsync(tenant, new(Usdc.Of(50m), Usdc.Of(100m), 3, GrantScope.Sell), mayGrow: true, CancellationToken.None));

        Assert.Equal((Usdc.Of(50m), GrantScope.Sell), (done.Grant!.PerOrder, done.Grant.Scope));
        var view = await Services.GetRequiredService<IWalletQuery>().ReadAsync(tenant, CancellationToken.None);
        Assert.Equal(new PlatformCaps(Usdc.Of(20m), Usdc.Of(100m), 3), view.Effective);
        Assert.Equal([2L], await accounts.Database.QueryAsync<long>("select count(*) from wallet_grant where billing_account_id = @Tenant", new { tenant.Tenant }));
        Assert.Equal("invalid_caps", RefusalOf(await update.HandleAsync(tenant, new(Usdc.Of(5m), Usdc.Of(4m), 3), mayGrow: true, CancellationToken.None)));
        Assert.Equal("invalid_caps", RefusalOf(await update.HandleAsync(tenant, new(Usdc.Of(5m), Usdc.Of(5m), 3, GrantScope.None), mayGrow: true, CancellationToken.None)));
        Assert.Equal("invalid_caps", RefusalOf(await update.HandleAsync(tenant, new(Usdc.Of(5m), Usdc.Of(9_000_000m), 3), mayGrow: true, CancellationToken.None)));
    }

    [Fact]
    public async Task UpdateGrant_ByNobodyProved_MayShrinkAndNeverGrow()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        await accounts.ConnectAsync(tenant);
        var update = Services.GetRequiredService<UpdateGrantHandler>();
        var end = accounts.Clock.GetUtcNow().AddDays(3);
        GrantTerms Terms(decimal perOrder = 5m, decimal daily = 50m, int hourly = 20, GrantScope scope = GrantScope.Buy, DateTimeOffset? until = null) => new(Usdc.Of(perOrder), Usdc.Of(daily), hourly, scope, until ?? end);
        Assert.IsType<WalletResult.Done>(await update.HandleAsync(tenant, Terms(), mayGrow: true, CancellationToken.None));

        foreach (var larger in (GrantTerms[])[Terms(perOrder: 6m), Terms(daily: 51m), Terms(hourly: 21), Terms(scope: GrantScope.Sell), Terms(until: end.AddMinutes(1)), Terms() with { ExpiresAt = null }])
            Assert.Equal("password_wrong", RefusalOf(await update.HandleAsync(tenant, larger, mayGrow: false, CancellationToken.None)));
        Assert.IsType<WalletResult.Done>(await update.HandleAsync(tenant, Terms(), mayGrow: false, CancellationToken.None));
        Assert.IsType<WalletResult.Done>(await update.HandleAsync(tenant, Terms(4m, 40m, 10, until: end.AddDays(-1)), mayGrow: false, CancellationToken.None));

        // Where nothing holds any more everything is more.
        await accounts.Database.ExecuteAsync("update wallet_grant set revoked_at = now() where billing_account_id = @Tenant and revoked_at is null", new { tenant.Tenant });
        Assert.Equal("password_wrong", RefusalOf(await update.HandleAsync(tenant, Terms(1m, 1m, 1), mayGrow: false, CancellationToken.None)));
    }

    [Fact]
    public async Task MarkReadiness_IsShownAndTakenBack()
    {
        var tenant = await accounts.Database.SeedTenantAsync();
        var connection = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(tenant)).Connection.Id;
        var mark = Services.GetRequiredService<MarkReadinessHandler>();

        Assert.True(await mark.HandleAsync(tenant, connection, new(true, Usdc.Of(12.5m), null), CancellationToken.None));
        var ready = (await Services.GetRequiredService<IWalletQuery>().ReadAsync(tenant, CancellationToken.None)).Connection!;
        Assert.Equal((accounts.Clock.GetUtcNow(), Usdc.Of(12.5m), null), (ready.ApprovalsReadyAt, ready.CollateralBalance, ready.ReadinessProblem));

        await mark.HandleAsync(tenant, connection, new(false, null, "The allowance is missing."), CancellationToken.None);
        var broken = (await Services.GetRequiredService<IWalletQuery>().ReadAsync(tenant, CancellationToken.None)).Connection!;
        Assert.Equal((null, Usdc.Of(12.5m), "The allowance is missing."), (broken.ApprovalsReadyAt, broken.CollateralBalance, broken.ReadinessProblem));
        Assert.False(await mark.HandleAsync(await accounts.Database.SeedTenantAsync(), connection, new(true, null, null), CancellationToken.None));
    }

    [Fact]
    public async Task Secret_MovedToAnotherTenantsRow_DoesNotOpen()
    {
        var (victim, thief) = (await accounts.Database.SeedTenantAsync(), await accounts.Database.SeedTenantAsync());
        var stolen = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(victim)).Connection.Id;
        var own = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(thief)).Connection.Id;

        await accounts.Database.ExecuteAsync("""
            update wallet_secret t set wrapped_key = s.wrapped_key, ciphertext = s.ciphertext
              from wallet_secret s where s.connection_id = @stolen and t.connection_id = @own
            """, new { stolen, own });

        await Assert.ThrowsAsync<SignerUnavailableException>(() => Vault.OpenSignerAsync(thief, own, CancellationToken.None));
    }

    [Fact]
    public async Task SigningKeys_LendAKeyToItsTenantOnlyAndForgetARevokedOne()
    {
        var (tenant, stranger) = (await accounts.Database.SeedTenantAsync(), await accounts.Database.SeedTenantAsync());
        var connection = Assert.IsType<WalletResult.Done>(await accounts.ConnectAsync(tenant)).Connection;
        var keys = Services.GetRequiredService<ISigningKeys>();

        var addresses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => keys.UseAsync(tenant, connection.Id, key => key.Address, CancellationToken.None).AsTask()));
        Assert.All(addresses, address => Assert.Equal(connection.Signer, address));
        await Assert.ThrowsAsync<SignerUnavailableException>(() => keys.UseAsync(stranger, connection.Id, key => key.Address, CancellationToken.None).AsTask());

        await RevokeAsync(tenant);
        accounts.Clock.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<SignerUnavailableException>(() => keys.UseAsync(tenant, connection.Id, key => key.Address, CancellationToken.None).AsTask());
    }

    // Ten shares that this wallet bought.
    private Task HoldAsync(TenantRef tenant, WalletConnectionId wallet) => accounts.Database.ExecuteAsync("""
        insert into trade_order (id, billing_account_id, connection_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares, notional,
                                 tick_size, time_in_force, valid_until, mode, status, created_at, matched_shares, accepted_at, finished_at)
        values (@wallet, @Tenant, @wallet, '0x' || lpad(replace(@wallet::text, '-', ''), 64, '0'), 'manual', 'held', '0x' || repeat('c', 64), '7', false, 'buy', 0.5, 10, 5, 0.01, 'fok', @now, 'demo', 'filled', @now, 10, @now, @now);
        insert into order_fill (id, billing_account_id, order_id, venue_trade_id, shares, price, fee, is_taker, settlement, matched_at, settled_at, updated_at)
        values (@wallet, @Tenant, @wallet, 'trade', 10, 0.5, 0, true, 'confirmed', @now, @now, @now);
        insert into lot (id, billing_account_id, order_fill_id, book, condition_id, token_id, shares, remaining, price, cost, opened_at)
        values (@wallet, @Tenant, @wallet, 'held', '0x' || repeat('c', 64), '7', 10, 10, 0.5, 5, @now);
        """, new { tenant.Tenant, wallet = wallet.Value, now = accounts.Clock.GetUtcNow().UtcDateTime });

    private async Task<decimal> OfferedAsync(TenantRef tenant) =>
        Assert.Single(await accounts.Database.QueryAsync<decimal>("select coalesce(sum(confirmed), 0) from book_holdings(now()) where billing_account_id = @Tenant", new { tenant.Tenant }));

    private ServiceProvider Services => accounts.Services;

    private WalletVault Vault => Services.GetRequiredService<WalletVault>();

    private VenueCredentialStore Credentials => Services.GetRequiredService<VenueCredentialStore>();

    private static string RefusalOf(WalletResult result) => Assert.IsType<WalletResult.Refused>(result).Reason.Code;

    private async Task RevokeAsync(TenantRef tenant) =>
        Assert.IsType<WalletResult.Done>(await Services.GetRequiredService<RevokeConnectionHandler>().HandleAsync(tenant, CancellationToken.None));
}
