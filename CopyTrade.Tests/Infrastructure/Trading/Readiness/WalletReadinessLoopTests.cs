using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Trading.Readiness;

public sealed class WalletReadinessLoopTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>, IDisposable
{
    private const int Broken = 20;
    private readonly TradingRig _rig = new(database);
    private readonly FakeChain _chain = new();
    private readonly MasterKey _key = new(new byte[MasterKey.Length]);

    public void Dispose()
    {
        _rig.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task Run_VenueHangsOnManyWallets_StillMakesANewOneReady()
    {
        IReadOnlyList<TenantRef> tenants = [];
        for (var i = 0; i < Broken; i++) tenants = [.. tenants, await _rig.SeedAsync()];
        var newcomer = await _rig.SeedAsync();
        await database.ExecuteAsync("update wallet_connection set credentials_at = null, approvals_ready_at = null where billing_account_id = @Tenant", new { newcomer.Tenant });
        var (hanging, ready, signer) = (new CountdownEvent(8), new TaskCompletionSource(), SignerOf(newcomer));
        _rig.Venue.BeforeCollateral = (login, ct) =>
        {
            if (login.Address == signer)
            {
                ready.TrySetResult();
                return Task.CompletedTask;
            }

            if (!hanging.IsSet) hanging.Signal();
            return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
        };
        using var loop = NewLoop(() => tenants);
        await loop.StartAsync(CancellationToken.None);
        Assert.True(hanging.Wait(Wait.Limit));

        tenants = [.. tenants, newcomer];
        _rig.Readiness.Raise(newcomer);

        await ready.Task.WaitAsync(Wait.Limit);
        await loop.StopAsync(CancellationToken.None);
        hanging.Dispose();
    }

    private static WalletAddress SignerOf(TenantRef tenant) => WalletAddress.Parse("0x" + tenant.Tenant.Value.ToString("N") + "00000000");

    private WalletReadinessLoop NewLoop(TenantList tenants) => new(
        database.Scopes,
        tenants,
        new WalletReadinessCheck(
            database.Scopes, _rig.Venue, new VenueCredentialStore(new WalletVault(database.Scopes, _key, TimeProvider.System), TimeProvider.System),
            new MarkReadinessHandler(database.Scopes, TimeProvider.System), _chain,
            new ApprovalCeremony(database.Scopes, _chain, _chain, TimeProvider.System), new BalanceNews(), TimeProvider.System, NullLogger<WalletReadinessCheck>.Instance),
        _rig.Readiness, new SilentChanges(), Options.Create(new TradingOptions()), TimeProvider.System, NullLogger<WalletReadinessLoop>.Instance);
}
