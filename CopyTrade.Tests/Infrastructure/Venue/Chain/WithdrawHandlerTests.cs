using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Venue.Chain;

public sealed class WithdrawHandlerTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private const string Elsewhere = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", 5, 5, "address_checksum")]
    [InlineData("0x0000000000000000000000000000000000000000", 5, 5, "address_malformed")]
    [InlineData("my other wallet", 5, 5, "address_malformed")]
    [InlineData("0x000000000000000000000000000000000000dEaD", 5, 5, "address_burn")]
    [InlineData("0xE111180000d2663C0091e4f400237545B87B996B", 5, 5, "address_contract")]
    [InlineData("0xC011a7E12a19f7B1f670d46F03B03f3342E82DFB", 5, 5, "address_contract")]
    [InlineData("0x93070a847efEf7F70739046A929D47a521F5B8ee", 5, 5, "address_contract")]
    [InlineData(Elsewhere, 0, 0, "amount_invalid")]
    [InlineData(Elsewhere, -1, -1, "amount_invalid")]
    [InlineData(Elsewhere, 5, 6, "amount_not_confirmed")]
    [InlineData(Elsewhere, 50, 50, "insufficient_balance")]
    public async Task Withdraw_ThatIsNotRight_IsRefusedAndNothingIsWritten(string to, int amount, int again, string code)
    {
        var tenant = await ConnectedAsync(balance: 20m);

        Assert.Equal(code, await RefusalAsync(tenant, to, amount, again));
        Assert.Empty(await database.QueryAsync<Guid>("select id from wallet_transfer where billing_account_id = @Tenant", new { tenant.Tenant }));
    }

    [Fact]
    public async Task Withdraw_ToItself_OrFromAWalletThatIsNotOurs_IsRefused()
    {
        var own = await ConnectedAsync(balance: 20m);
        Assert.Equal("address_own", await RefusalAsync(own, ChecksumAddress.Of(AddressOf(own)), 5, 5));
        Assert.Equal("owners_transaction_needed", await RefusalAsync(await ConnectedAsync(20m, SignatureType.Safe), Elsewhere, 5, 5));
        Assert.Equal("no_connection", await RefusalAsync(await database.SeedTenantAsync(), Elsewhere, 5, 5));
    }

    [Fact]
    public async Task Withdraw_WithAList_GoesOnlyWhereListedAndOnlyADayLater()
    {
        var tenant = await ConnectedAsync(balance: 20m);
        var addresses = new WithdrawAddresses(database.Scopes, _clock, NullLogger<WithdrawAddresses>.Instance);
        Assert.Null(await addresses.AddAsync(tenant, Elsewhere, "cold wallet", CancellationToken.None));
        Assert.Equal("This address is listed already.", await addresses.AddAsync(tenant, Elsewhere, "again", CancellationToken.None));
        Assert.Equal("address_not_listed", await RefusalAsync(tenant, Elsewhere, 5, 5));

        _clock.Advance(WithdrawAllowList.Delay);
        Assert.Equal("address_not_listed", await RefusalAsync(tenant, "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", 5, 5));
        Assert.IsType<WithdrawResult.Asked>(await AskAsync(tenant, Elsewhere, 5m, 5m));

        var listed = Assert.Single(await addresses.ListAsync(tenant, CancellationToken.None));
        Assert.False(await addresses.RemoveAsync(await database.SeedTenantAsync(), listed.Id, CancellationToken.None));
        Assert.True(await addresses.RemoveAsync(tenant, listed.Id, CancellationToken.None));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync("update withdraw_address set removed_at = null where id = @Id", new { listed.Id }));
        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task Withdraw_ByManyAtOnce_IsWrittenOnce()
    {
        var tenant = await ConnectedAsync(balance: null);   // not known is not zero

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AskAsync(tenant, Elsewhere, 5m, 5m)));

        Assert.Single(results.OfType<WithdrawResult.Asked>());
        Assert.All(results.OfType<WithdrawResult.Refused>(), refused => Assert.Equal("withdrawal_under_way", refused.Reason.Code));
    }

    [Theory]
    [InlineData("amount = 6")]
    [InlineData("destination = '0x2222222222222222222222222222222222222222'")]
    [InlineData("state = 'confirmed', ended_at = now(), transaction_id = gen_random_uuid()")]
    [InlineData("state = 'sent', transaction_id = gen_random_uuid()")]
    public async Task Terms_AreChangedByNobody(string change)
    {
        var tenant = await ConnectedAsync(balance: 20m);
        await AskAsync(tenant, Elsewhere, 5m, 5m);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync($"update wallet_transfer set {change} where billing_account_id = @Tenant", new { tenant.Tenant }));
        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task Page_MayAskAndTakeBackButNeverSayThatSomethingWasSigned()
    {
        var tenant = await ConnectedAsync(balance: 20m);
        await AskAsync(tenant, Elsewhere, 5m, 5m);

        await using var scope = await database.Scopes.OpenAsync(tenant, CancellationToken.None);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => scope.ExecuteAsync("update wallet_transfer set state = 'signed', transaction_id = gen_random_uuid() where billing_account_id = @Tenant", new { tenant.Tenant }));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task AutoWrap_NeedsConsentAndAWalletOfTheKeysOwn()
    {
        var tenant = await ConnectedAsync(balance: 20m);
        var handler = new SetAutoWrapHandler(database.Scopes, _clock);
        var query = new WalletTransfersQuery(database.Scopes);

        Assert.Equal("consent_required", (await handler.HandleAsync(tenant, isOn: true, consent: false, default))!.Code);
        Assert.Equal("owners_transaction_needed", (await handler.HandleAsync(await ConnectedAsync(20m, SignatureType.Proxy), isOn: true, consent: true, default))!.Code);
        Assert.Null(await handler.HandleAsync(tenant, isOn: true, consent: true, default));
        Assert.Equal(new AutoWrapView(true, _clock.GetUtcNow(), null, null), await query.AutoWrapAsync(tenant, default));
        Assert.Equal([Consent.AutoWrap.Version], await database.QueryAsync<string>("select consent_version from wallet_auto_wrap where billing_account_id = @Tenant", new { tenant.Tenant }));
        Assert.Null(await handler.HandleAsync(tenant, isOn: false, consent: false, default));
        Assert.False((await query.AutoWrapAsync(tenant, default))!.IsOn);
    }

    private async Task<string> RefusalAsync(TenantRef tenant, string to, decimal amount, decimal again) => Assert.IsType<WithdrawResult.Refused>(await AskAsync(tenant, to, amount, again)).Reason.Code;

    private Task<WithdrawResult> AskAsync(TenantRef tenant, string to, decimal amount, decimal again) =>
        new WithdrawHandler(database.Scopes, Options.Create(new VenueOptions()), Options.Create(new ChainOptions()), _clock, NullLogger<WithdrawHandler>.Instance)
            .HandleAsync(tenant, new Withdraw(to, Usdc.Of(amount), Usdc.Of(again)), CancellationToken.None);

    private async Task<TenantRef> ConnectedAsync(decimal? balance, SignatureType type = SignatureType.Eoa)
    {
        var tenant = await database.SeedTenantAsync();
        await database.ExecuteAsync("""
            insert into wallet_connection (id, billing_account_id, signer, funder, signature_type, consented_at, created_at, collateral_balance, balance_at)
            values (@Tenant, @Tenant, @address, @address, @type, now(), now(), @balance, now())
            """, new { tenant.Tenant, address = AddressOf(tenant), type = (short)type, balance });
        return tenant;
    }

    private static WalletAddress AddressOf(TenantRef tenant) => WalletAddress.Parse("0x" + tenant.Tenant.Value.ToString("N") + "00000000");
}
