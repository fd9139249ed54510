using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Chain;

/// <summary>Withdrawals and wrapping on a real EVM and a real database: money moves once or not at all.</summary>
public sealed class TransferTests(DatabaseFixture database, EvmNode node, ITestOutputHelper output) : IClassFixture<DatabaseFixture>, IClassFixture<EvmNode>
{
    private static int _others;

    private static CancellationToken Ct => CancellationToken.None;

    [Fact]
    public async Task Withdraw_CarriedOnByFourHostsAtOnce_MovesTheMoneyOnce()
    {
        if (!node.IsThere(output)) return;
        using var rig = await FundedAsync(100m);
        var to = Other();
        var asked = Assert.IsType<WithdrawResult.Asked>(await rig.WithdrawAsync(to, 30m));
        Assert.Equal("withdrawal_under_way", Assert.IsType<WithdrawResult.Refused>(await rig.WithdrawAsync(to, 30m)).Reason.Code);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.TransferAsync()));
        await rig.CarryOnAsync();
        var sent = await rig.NewestTransferAsync();
        await node.MineAsync(5);
        await rig.CarryOnAsync();

        var end = await rig.NewestTransferAsync();
        Assert.Equal((WalletTransferState.Sent, asked.Transfer.Id), (sent.State, sent.Id));
        Assert.Equal((WalletTransferState.Confirmed, sent.Transaction, null), (end.State, end.Transaction, end.Problem));
        Assert.Single(await rig.StatusesAsync());
        Assert.Equal((Usdc.Of(70m), Usdc.Of(30m)), (await rig.State.CollateralAsync(rig.Address, Ct), await rig.State.CollateralAsync(WalletAddress.Parse(to), Ct)));
        Assert.IsType<WithdrawResult.Asked>(await rig.WithdrawAsync(to, 1m));   // the next one may begin
    }

    [Fact]
    public async Task Send_OfMoney_WithoutTermsOrASecondTime_SignsNothing()
    {
        if (!node.IsThere(output)) return;
        using var rig = await FundedAsync(100m);
        var to = Other();
        var asked = Assert.IsType<WithdrawResult.Asked>(await rig.WithdrawAsync(to, 30m)).Transfer;
        var (call, purpose) = (asked.Terms.Call, ChainPurpose.Of(asked.Id));

        // Under another purpose, with other terms, of another wish: no way around the ledger.
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Sender.SendAsync(rig.Tenant, rig.Wallet, ChainPurpose.ApprovingOnramp, call, Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.Sender.SendAsync(rig.Tenant, rig.Wallet, purpose, new ChainCall.PayOut(rig.State.Steps[0].Spender, Usdc.Of(30m)), Ct));
        Assert.Equal(ChainRefusal.NotWanted, Assert.IsType<SendOutcome.Refused>(await rig.Sender.SendAsync(rig.Tenant, rig.Wallet, ChainPurpose.Of(new WalletTransferId(Guid.NewGuid())), call, Ct)).Reason);
        Assert.Empty(await rig.StatusesAsync());

        Assert.IsType<SendOutcome.OnItsWay>(await rig.Sender.SendAsync(rig.Tenant, rig.Wallet, purpose, call, Ct));
        await node.MineAsync(6);
        await rig.FollowAsync();
        Assert.Equal(ChainRefusal.NotWanted, Assert.IsType<SendOutcome.Refused>(await rig.Sender.SendAsync(rig.Tenant, rig.Wallet, purpose, call, Ct)).Reason);
        Assert.Equal(Usdc.Of(30m), await rig.State.CollateralAsync(WalletAddress.Parse(to), Ct));
    }

    [Fact]
    public async Task Withdraw_AnswerLost_SendsTheSameBytesUntilTheyAreThere()
    {
        if (!node.IsThere(output)) return;
        using var rig = await FundedAsync(100m);
        var to = Other();
        await rig.WithdrawAsync(to, 30m);
        rig.Answers.IsLosing = true;
        await node.CallAsync("evm_setAutomine", false);
        try
        {
            await rig.TransferAsync();
            var signed = await rig.NewestTransferAsync();
            Assert.Equal(WalletTransferState.Signed, signed.State);
            await node.CallAsync("hardhat_dropTransaction", signed.Transaction!.Value);
            rig.Answers.IsLosing = false;
            for (var i = 0; i < 3; i++)
            {
                await rig.CarryOnAsync();
                rig.Clock.Advance(TimeSpan.FromSeconds(16));
            }

            Assert.Equal(signed.Transaction, (await rig.NewestTransferAsync()).Transaction);
        }
        finally
        {
            await node.CallAsync("evm_setAutomine", true);
        }

        await node.MineAsync(7);
        await rig.CarryOnAsync();

        Assert.Equal(WalletTransferState.Confirmed, (await rig.NewestTransferAsync()).State);
        Assert.Equal(Usdc.Of(30m), await rig.State.CollateralAsync(WalletAddress.Parse(to), Ct));
        Assert.Single(await rig.StatusesAsync());
    }

    [Fact]
    public async Task Withdraw_WaitsTooLong_IsOfferedMoreUnderTheSameNumberAndPaysOnce()
    {
        if (!node.IsThere(output)) return;
        using var rig = await FundedAsync(100m);
        var to = Other();
        await rig.WithdrawAsync(to, 30m);
        await node.CallAsync("evm_setAutomine", false);
        try
        {
            await rig.CarryOnAsync();
            rig.Clock.Advance(TimeSpan.FromSeconds(61));
            await rig.CarryOnAsync();
        }
        finally
        {
            await node.CallAsync("evm_setAutomine", true);
        }

        await node.MineAsync(7);
        await rig.CarryOnAsync();

        Assert.Equal(["replaced", "confirmed"], await rig.StatusesAsync());
        Assert.Equal(WalletTransferState.Confirmed, (await rig.NewestTransferAsync()).State);
        Assert.Equal(Usdc.Of(30m), await rig.State.CollateralAsync(WalletAddress.Parse(to), Ct));
    }

    [Fact]
    public async Task Withdraw_MoreThanThereIs_FailsInWordsAndSignsNothing()
    {
        if (!node.IsThere(output)) return;
        using var rig = await FundedAsync(10m);
        await rig.WithdrawAsync(Other(), 30m);   // the balance was never read, which forbids nothing

        await rig.TransferAsync();

        var end = await rig.NewestTransferAsync();
        Assert.Equal(WalletTransferState.Failed, end.State);
        Assert.Contains("less than 30", end.Problem, StringComparison.Ordinal);
        Assert.Empty(await rig.StatusesAsync());
    }

    [Fact]
    public async Task Withdraw_NodeNotThere_SaysWhatItWaitsForAndIsGivenUpInTime()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, url: "http://127.0.0.1:1");
        await rig.WithdrawAsync(Other(), 30m);

        await rig.TransferAsync();
        var waiting = await rig.NewestTransferAsync();
        rig.Clock.Advance(TimeSpan.FromMinutes(15));
        await rig.TransferAsync();

        Assert.Equal(WalletTransferState.Requested, waiting.State);
        Assert.Contains("not reachable", waiting.Problem, StringComparison.Ordinal);
        var end = await rig.NewestTransferAsync();
        Assert.Equal(WalletTransferState.Failed, end.State);
        Assert.StartsWith("Nothing could be sent in time, and nothing was moved.", end.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disconnect_TakesBackWhatIsNotSignedAndFollowsWhatIs()
    {
        if (!node.IsThere(output)) return;
        using var rig = await FundedAsync(100m);
        await rig.WithdrawAsync(Other(), 30m);
        await rig.TransferAsync();
        await rig.SetAutoWrapAsync(true);
        await rig.GiveAsync(node.Contracts.Bridged, 5m);
        Assert.Equal((1, 1), await rig.AutoWrapAsync());

        await new RevokeConnectionHandler(database.Scopes, rig.Clock, NullLogger<RevokeConnectionHandler>.Instance).HandleAsync(rig.Tenant, Ct);
        var taken = await rig.NewestTransferAsync();
        await node.MineAsync(5);
        await rig.CarryOnAsync();

        Assert.Equal((WalletTransferKind.Wrap, WalletTransferState.Failed), (taken.Terms.Kind, taken.State));
        Assert.Equal(["confirmed"], await database.QueryAsync<string>("select state from wallet_transfer where billing_account_id = @Tenant and kind = 'withdraw'", new { rig.Tenant.Tenant }));
    }

    [Fact]
    public async Task AutoWrap_DepositFromOneDollarOn_IsApprovedOnceAndWrapped()
    {
        if (!node.IsThere(output)) return;
        using var rig = await FundedAsync(0m);
        await rig.GiveAsync(node.Contracts.Bridged, 0.999999m);
        await rig.SetAutoWrapAsync(true);
        Assert.Equal((1, 0), await rig.AutoWrapAsync());

        await rig.GiveAsync(node.Contracts.Bridged, 41.5m);
        Assert.Equal((1, 1), await rig.AutoWrapAsync());
        Assert.Equal((1, 0), await rig.AutoWrapAsync());   // under way already
        await rig.TransferAsync();                         // the approval
        await rig.TransferAsync();                         // the wrap
        await node.MineAsync(6);
        await rig.CarryOnAsync();

        Assert.Equal(WalletTransferState.Confirmed, (await rig.NewestTransferAsync()).State);
        Assert.Equal(Usdc.Of(42.499999m), await rig.State.CollateralAsync(rig.Address, Ct));
        await rig.GiveAsync(node.Contracts.Bridged, 2m);
        await rig.AutoWrapAsync();
        await rig.TransferAsync();
        Assert.Equal(3, (await rig.StatusesAsync()).Count);   // one approval, two wraps
    }

    [Fact]
    public async Task AutoWrap_WithoutConsent_AsksForNothing()
    {
        if (!node.IsThere(output)) return;
        using var rig = await FundedAsync(0m);
        await rig.GiveAsync(node.Contracts.Bridged, 50m);

        Assert.Equal((1, 0), await rig.AutoWrapAsync());
        await rig.SetAutoWrapAsync(true);
        await rig.SetAutoWrapAsync(false);
        Assert.Equal((1, 0), await rig.AutoWrapAsync());

        Assert.Equal([50m], await database.QueryAsync<decimal>("select bridged_balance from wallet_connection where billing_account_id = @Tenant", new { rig.Tenant.Tenant }));
    }

    private static string Other() => ChecksumAddress.Of(WalletAddress.Parse("0x77" + Interlocked.Increment(ref _others).ToString("x38", System.Globalization.CultureInfo.InvariantCulture)));

    private async Task<ChainRig> FundedAsync(decimal collateral)
    {
        var rig = await ChainRig.NewAsync(database, node);
        if (collateral > 0m) await rig.GiveAsync(node.Contracts.Collateral, collateral);
        return rig;
    }
}
