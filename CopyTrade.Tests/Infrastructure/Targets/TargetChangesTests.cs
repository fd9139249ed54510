using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Infrastructure.Mirroring;

namespace CopyTrade.Tests.Infrastructure.Targets;

public sealed class TargetChangesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private readonly MirrorHouse _house = new(database);

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task Add_ProfileUrl_FollowsTheWalletInIt()
    {
        var (tenant, wallet) = (await database.SeedTenantAsync(), MirrorHouse.NewWallet());

        await AddAsync(tenant, $"https://polymarket.com/profile/{wallet}");

        var card = Assert.Single(await new TargetsQuery(database.Scopes, _house.Clock).ListAsync(tenant, default));
        Assert.Equal((wallet, TargetKey.Of(wallet), Usdc.Of(5m)), (card.Target.Wallet, card.Target.Key, card.Target.MaxPerTrade));
    }

    [Fact]
    public async Task Add_Refused_NamesTheFirstReason()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, _) = await _house.FollowAsync(wallet);
        var own = (await database.QueryAsync<string>("select funder from wallet_connection where billing_account_id = @Tenant", new { tenant.Tenant }))[0];

        Assert.Equal("wallet_malformed", CodeOf(await AddAsync(tenant, "0x123")));
        Assert.Equal("target_own_wallet", CodeOf(await AddAsync(tenant, own.ToUpperInvariant().Replace("0X", "0x", StringComparison.Ordinal))));
        Assert.Equal("policy_invalid", CodeOf(await AddAsync(tenant, wallet.Value, new SizingPolicy.Percentage(101m))));
        Assert.Equal("max_invalid", CodeOf(await AddAsync(tenant, wallet.Value, max: 0m)));
        Assert.Equal("target_duplicate", CodeOf(await AddAsync(tenant, wallet.Value)));
    }

    [Fact]
    public async Task Remove_ThenAddAgain_FollowsUnderANewRowAndTheSameKey()
    {
        var wallet = MirrorHouse.NewWallet();
        var (tenant, target) = await _house.FollowAsync(wallet);

        await _house.Targets.RemoveAsync(tenant, target.Id, default);
        var again = Assert.IsType<TargetChange.Done>(await AddAsync(tenant, wallet.Value)).Target;

        Assert.NotEqual(target.Id, again.Id);
        Assert.Equal(target.Key, again.Key);
        Assert.Equal("target_not_found", CodeOf(await _house.Targets.RemoveAsync(tenant, target.Id, default)));
    }

    [Fact]
    public async Task Change_TargetOfAnotherTenant_IsNotFound()
    {
        var (_, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        var stranger = await database.SeedTenantAsync();

        Assert.Equal("target_not_found", CodeOf(await _house.Targets.RemoveAsync(stranger, target.Id, default)));
        Assert.Equal("target_not_found", CodeOf(await _house.Targets.UpdateAsync(stranger, target.Id, new TargetEdit("mine"), default)));
        Assert.Null(await new TargetsQuery(database.Scopes, _house.Clock).FindAsync(stranger, target.Id, default));
    }

    [Fact]
    public async Task Update_SomeRules_KeepsTheOthers()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());

        await _house.Targets.UpdateAsync(tenant, target.Id, new TargetEdit(" Rain man ", new SizingPolicy.Fixed(Usdc.Of(2m))), default);
        await _house.Targets.UpdateAsync(tenant, target.Id, new TargetEdit(MaxPerTrade: Usdc.Of(7.50m), FilterPercentile: 90), default);

        var now = await new TargetsQuery(database.Scopes, _house.Clock).FindAsync(tenant, target.Id, default);
        Assert.Equal(("Rain man", new SizingPolicy.Fixed(Usdc.Of(2m)), Usdc.Of(7.5m), 90), (now!.Label, now.Sizing, now.MaxPerTrade, now.FilterPercentile));
    }

    [Fact]
    public async Task History_OfEveryChange_TellsWhoWhenAndWhatDiffers()
    {
        var (tenant, target) = await _house.FollowAsync(MirrorHouse.NewWallet());
        await _house.Targets.UpdateAsync(tenant, target.Id, new TargetEdit(Sizing: new SizingPolicy.Fixed(Usdc.Of(2m)), Rules: new CopyRules { MaxPerMarketUsdc = 20m }), default);
        await _house.Targets.UpdateAsync(tenant, target.Id, new TargetEdit(Rules: CopyRules.None), default);
        await _house.Targets.RemoveAsync(tenant, target.Id, default);

        var history = await new TargetsQuery(database.Scopes, _house.Clock).HistoryAsync(tenant, target.Id, 50, default);

        Assert.All(history, entry => Assert.Equal((tenant.Owner, _house.Clock.GetUtcNow()), (entry.By, entry.At)));
        Assert.Equal([("followed", "yes", "no")], history[0].Differences);
        Assert.Equal([("max_per_market_usdc", "20", null)], history[1].Differences);
        Assert.Equal([("policy", "min_bet", "fixed:2.00"), ("max_per_market_usdc", null, "20")], history[2].Differences);
        Assert.Contains(("policy", null, "min_bet"), history[3].Differences);
        Assert.Empty(await new TargetsQuery(database.Scopes, _house.Clock).HistoryAsync(await database.SeedTenantAsync(), target.Id, 50, default));
    }

    [Fact]
    public async Task Defaults_OfTheTenant_AreTakenByNewTargetsAndCheckedWithTheirRules()
    {
        var tenant = await database.SeedTenantAsync();
        var query = new TargetsQuery(database.Scopes, _house.Clock);
        Assert.Equal(CopyDefaults.Initial, await query.DefaultsAsync(tenant, default));
        var wanted = new CopyDefaults(new SizingPolicy.MirrorFillExact(), Usdc.Of(20m), 90, new CopyRules { MinPrice = 0.60m });

        Assert.IsType<DefaultsChange.Done>(await _house.Targets.SetDefaultsAsync(tenant, wanted, default));
        Assert.Equal("rules_invalid", Assert.IsType<DefaultsChange.Refused>(await _house.Targets.SetDefaultsAsync(tenant, wanted with { Rules = new CopyRules { MinPrice = 2m } }, default)).Code);
        var added = Assert.IsType<TargetChange.Done>(await _house.Targets.AddAsync(tenant, MirrorHouse.NewWallet().Value, new TargetEdit(), default)).Target;

        Assert.Equal(wanted, await query.DefaultsAsync(tenant, default));
        Assert.Equal((wanted.Sizing, wanted.MaxPerTrade, 90, null), (added.Sizing, added.MaxPerTrade, added.FilterPercentile, added.Rules));
        // Alone it would do; over the tenant's lowest price it leaves nothing.
        Assert.Equal("rules_invalid", CodeOf(await _house.Targets.UpdateAsync(tenant, added.Id, new TargetEdit(Rules: new CopyRules { MaxPrice = 0.50m }), default)));
        Assert.Contains(("min_price", null, "0.6"), Assert.Single(await query.HistoryAsync(tenant, null, 50, default)).Differences);
    }

    [Fact]
    public async Task List_AfterStories_CountsThemByGroup()
    {
        var (wallet, token) = (MirrorHouse.NewWallet(), MirrorHouse.NewToken());
        var (tenant, _) = await _house.FollowAsync(wallet);
        await _house.SeeAsync(_house.Trade(wallet, token: token, secondsAgo: 5), _house.Trade(wallet, token: token, secondsAgo: 4));
        await _house.RouteAllAsync();

        var card = Assert.Single(await new TargetsQuery(database.Scopes, _house.Clock).ListAsync(tenant, default));

        Assert.Equal((2, 0, 1, 0, 1), (card.Seen, card.Copied, card.Skipped, card.Failed, card.InFlight));
        Assert.Equal(("quiet.harbor", Usdc.Of(3.10m)), (card.PublicName, card.Exposure));
    }

    private Task<TargetChange> AddAsync(TenantRef tenant, string text, SizingPolicy? sizing = null, decimal max = 5m) =>
        _house.Targets.AddAsync(tenant, text, null, sizing ?? new SizingPolicy.MinBet(), Usdc.Of(max), 75, default);

    private static string CodeOf(TargetChange change) => Assert.IsType<TargetChange.Refused>(change).Code;
}
