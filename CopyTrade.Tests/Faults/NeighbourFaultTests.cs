using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Accounts;

namespace CopyTrade.Tests.Faults;

/// <summary>F20 and F28: a neighbour in trouble costs nobody else anything; a key that does not fit is said, and forgotten once it fits.</summary>
public sealed class NeighbourFaultTests
{
    [Fact]
    public async Task Neighbour_WithABrokenKeyAndManyTargets_DelaysNobody()
    {
        await using var rig = await EngineRig.StartAsync();
        var (neighbour, _) = await rig.OpenAccountOfAnotherAsync();
        var (leader, tokens) = (EngineRig.Leader(2001), await rig.TokensAsync());
        await rig.FollowAsync(leader, who: neighbour);
        for (var n = 0; n < 60; n++) await rig.FollowAsync(EngineRig.Leader(2100 + n), who: neighbour);
        await rig.FollowAsync(leader);
        await rig.Database.ExecuteAsync("update wallet_secret set ciphertext = ciphertext || '\\x00'::bytea where billing_account_id = @Tenant", new { neighbour.Tenant });
        await rig.PauseAsync();
        await rig.RunAsync();

        foreach (var token in tokens.Take(5)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));

        await rig.SettledAsync(5, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(5);
        await Invariants.CheckAsync(rig);
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await StatesAsync(rig, neighbour)).Count == 5);
        Assert.All(await StatesAsync(rig, neighbour), state => Assert.True(state is "error signer_unavailable" or "error trading_not_ready", state));
    }

    [Fact]
    public async Task MasterKey_ThatDoesNotFit_FailsOrdersByNameAndIsForgottenWithTheRightOne()
    {
        await using var rig = await EngineRig.StartAsync();
        var (leader, tokens) = (EngineRig.Leader(2801), await rig.TokensAsync());
        await rig.FollowAsync(leader);
        await rig.PauseAsync();
        await rig.RunAsync(key: [.. EngineHost.Key.Select(part => (byte)~part)]);

        foreach (var token in tokens.Take(2)) await rig.Venue.TradeAsync(leader, token.TokenId, "BUY", 10m, EngineRig.Marketable(token));
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await ReasonsAsync(rig)).Count(reason => reason.Contains("cannot be opened with this master key", StringComparison.Ordinal)) == 2);
        Assert.Empty(await rig.Venue.OrdersAsync());
        await rig.PauseAsync();
        await rig.RunAsync();
        await Rig.UntilAsync(TimeSpan.FromSeconds(25), async () => (await rig.Database.QueryAsync<bool>("select readiness_problem is null from wallet_connection where billing_account_id = @Tenant", new { rig.Tenant.Tenant })).Single());
        await rig.Venue.TradeAsync(leader, tokens[2].TokenId, "BUY", 10m, EngineRig.Marketable(tokens[2]));

        await rig.SettledAsync(3, TimeSpan.FromSeconds(60));
        await rig.AssertAcceptedAsync(1);
        await Invariants.CheckAsync(rig);
    }

    // Refused at signing, or before it by what the look at the wallet found: both name the key.
    private static Task<IReadOnlyList<string>> ReasonsAsync(EngineRig rig) =>
        rig.Database.QueryAsync<string>("select failure_detail from trade_order where billing_account_id = @Tenant and status = 'error'", new { rig.Tenant.Tenant });

    private static Task<IReadOnlyList<string>> StatesAsync(EngineRig rig, TenantRef tenant) =>
        rig.Database.QueryAsync<string>("select status || ' ' || coalesce(failure, '') from trade_order where billing_account_id = @Tenant", new { tenant.Tenant });
}
