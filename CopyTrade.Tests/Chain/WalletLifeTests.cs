using System.Net.Http.Json;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Tests.Faults;

namespace CopyTrade.Tests.Chain;

/// <summary>The whole engine against the demo venue's own chain: deposits wrapped, money withdrawn, the wallet disconnected in the middle of it.</summary>
public sealed class WalletLifeTests : IAsyncLifetime, IDisposable
{
    private const string Elsewhere = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";
    private readonly HttpClient _http = new(new SocketsHttpHandler());
    private EngineRig _rig = null!;

    private static CancellationToken Ct => CancellationToken.None;

    public async Task InitializeAsync() => _rig = await EngineRig.StartAsync(
        new() { Leaders = false, DataLag = TimeSpan.Zero, MinedAfter = TimeSpan.FromMilliseconds(50), ConfirmedAfter = TimeSpan.FromMilliseconds(50), BlockTime = TimeSpan.FromMilliseconds(150), AutoFundUsdc = 100m },
        new() { ["Chain:FollowSeconds"] = "0.1", ["Chain:TimeoutSeconds"] = "60" });

    public async Task DisposeAsync() => await _rig.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Deposit_WithConsent_IsWrappedAndThenWithdrawnWhileTheWalletIsDisconnected()
    {
        await FundAsync(new { address = _rig.Wallet.Value, usdc = 100, bridged = 41.5m });
        Assert.Null(await _rig.Get<SetAutoWrapHandler>().HandleAsync(_rig.Tenant, isOn: true, consent: true, Ct));
        Assert.Equal((1, 1), await _rig.Get<AutoWrap>().RunAsync([_rig.Tenant], Ct));
        await UntilAsync(WalletTransferKind.Wrap, WalletTransferState.Confirmed);
        Assert.Equal(Usdc.Of(141.5m), await _rig.Get<IChainState>().CollateralAsync(_rig.Wallet, Ct));
        Assert.Equal((1, 0), await _rig.Get<AutoWrap>().RunAsync([_rig.Tenant], Ct));
        Assert.Equal(Usdc.Zero, (await _rig.Get<IWalletTransfersQuery>().AutoWrapAsync(_rig.Tenant, Ct))!.Bridged);

        await Rig.UntilAsync(TimeSpan.FromSeconds(60), async () => (await _rig.Database.QueryAsync<decimal?>("select collateral_balance from wallet_connection")).Single() == 141.5m);
        Assert.IsType<WithdrawResult.Asked>(await _rig.Get<WithdrawHandler>().HandleAsync(_rig.Tenant, new Withdraw(Elsewhere, Usdc.Of(141m), Usdc.Of(141m)), Ct));
        await UntilAsync(WalletTransferKind.Withdraw, WalletTransferState.Sent, WalletTransferState.Confirmed);
        Assert.IsType<WalletResult.Done>(await _rig.Get<RevokeConnectionHandler>().HandleAsync(_rig.Tenant, Ct));

        // Nobody follows anybody and no wallet is connected: only the transfer keeps this tenant in sight.
        await UntilAsync(WalletTransferKind.Withdraw, WalletTransferState.Confirmed);
        Assert.Equal((Usdc.Of(0.5m), Usdc.Of(141m)), (await _rig.Get<IChainState>().CollateralAsync(_rig.Wallet, Ct), await _rig.Get<IChainState>().CollateralAsync(WalletAddress.Parse(Elsewhere), Ct)));
        Assert.Equal(["approve:bridged-onramp", "transfer", "transfer"], await _rig.Database.QueryAsync<string>("select case when purpose like 'transfer:%' then 'transfer' else purpose end from chain_transaction order by 1"));
    }

    private Task UntilAsync(WalletTransferKind kind, params WalletTransferState[] states) => Rig.UntilAsync(TimeSpan.FromSeconds(60), async () =>
        (await _rig.Get<IWalletTransfersQuery>().ListAsync(_rig.Tenant, 10, Ct)).FirstOrDefault(transfer => transfer.Terms.Kind == kind) is { } newest && states.Contains(newest.State));

    private async Task FundAsync(object request)
    {
        using var response = await _http.PostAsJsonAsync(new Uri(_rig.Venue.BaseAddress.ToString().TrimEnd('/') + "/fund"), request);
        response.EnsureSuccessStatusCode();
    }
}
