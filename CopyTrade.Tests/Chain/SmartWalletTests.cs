using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Tests.Fixtures;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Chain;

/// <summary>Approving and redeeming for a Safe (as Gnosis built it) and for a proxy wallet (one of ours with the venue's interface), sent and paid for by the owner's own account.</summary>
public sealed class SmartWalletTests(DatabaseFixture database, EvmNode node, ITestOutputHelper output) : IClassFixture<DatabaseFixture>, IClassFixture<EvmNode>
{
    private static readonly WalletAddress Stranger = WalletAddress.Parse("0x" + new string('7', 40));

    private static CancellationToken Ct => CancellationToken.None;

    [Theory, InlineData(SignatureType.Safe), InlineData(SignatureType.Proxy)]
    public async Task ApproveAndRedeem_OfAWalletThatObeysItsOwner_ArePaidIntoTheWallet(SignatureType type)
    {
        if (!node.IsThere(output)) return;
        using var rig = await DeployedAsync(type);
        var condition = await rig.OpenMarketAsync();
        var tokens = await rig.HoldAsync(condition, 12.5m);
        await rig.ApproveAllAsync();
        Assert.DoesNotContain(false, (await rig.State.ApprovalsAsync(rig.Funder, Ct)).Values);
        Assert.DoesNotContain(true, (await rig.State.ApprovalsAsync(rig.Address, Ct)).Values);

        await rig.ResolveAsync(0, 1);
        var sent = Assert.IsType<SendOutcome.OnItsWay>(await rig.Redemption.SubmitAsync(rig.Tenant, rig.Wallet, condition, negRisk: false, Ct));
        var again = Assert.IsType<SendOutcome.OnItsWay>(await rig.Redemption.SubmitAsync(rig.Tenant, rig.Wallet, condition, negRisk: false, Ct));
        await node.MineAsync(6);
        await rig.FollowAsync();

        Assert.Equal((sent.Hash, false), (again.Hash, again.IsNew));
        Assert.Equal(Enumerable.Repeat("confirmed", 7), await rig.StatusesAsync());
        Assert.Equal((Usdc.Of(12.5m), Usdc.Zero), (await rig.State.CollateralAsync(rig.Funder, Ct), await rig.State.CollateralAsync(rig.Address, Ct)));
        Assert.Equal([Shares.Zero, Shares.Zero], await rig.State.SharesAsync(rig.Funder, tokens, Ct));
    }

    [Theory, InlineData(SignatureType.Safe), InlineData(SignatureType.Proxy)]
    public async Task Redeem_NotResolvedYet_IsRefusedInTheContractsOwnWords(SignatureType type)
    {
        if (!node.IsThere(output)) return;
        using var rig = await DeployedAsync(type);
        var condition = await rig.OpenMarketAsync();
        await rig.HoldAsync(condition, 1m);
        await rig.ApproveAllAsync();

        var refused = Assert.IsType<SendOutcome.Refused>(await rig.Redemption.SubmitAsync(rig.Tenant, rig.Wallet, condition, negRisk: false, Ct));

        Assert.Equal(ChainRefusal.WouldRevert, refused.Reason);
        Assert.Contains("result for condition not received yet", refused.Message, StringComparison.Ordinal);
        Assert.Equal(6, (await rig.StatusesAsync()).Count);
    }

    [Theory, InlineData(SignatureType.Safe), InlineData(SignatureType.Proxy)]
    public async Task Send_AnswerLostAndWaitedTooLong_ActsOnceWithTheHigherFee(SignatureType type)
    {
        if (!node.IsThere(output)) return;
        using var rig = await DeployedAsync(type);
        await node.CallAsync("evm_setAutomine", false);
        rig.Answers.IsLosing = true;
        var first = await rig.GoAsync(rig.State.Steps[0]);
        rig.Answers.IsLosing = false;
        rig.Clock.Advance(TimeSpan.FromSeconds(61));
        await rig.FollowAsync();
        await node.CallAsync("evm_setAutomine", true);
        await node.MineAsync(7);
        await rig.FollowAsync();

        Assert.Equal(["replaced", "confirmed"], await rig.StatusesAsync());
        Assert.Equal(TransactionStatus.Confirmed, (await rig.FindAsync(first)).Status);
        Assert.True((await rig.State.ApprovalsAsync(rig.Funder, Ct))[rig.State.Steps[0].Key]);
    }

    [Fact]
    public async Task Send_SafeNotDeployed_IsRefusedAndNothingIsSigned()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, type: SignatureType.Safe);

        await RefusedAsync(rig, "not on the chain yet");
    }

    [Fact]
    public async Task Send_SafeOfSomebodyElse_IsRefusedAndNothingIsSigned()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, type: SignatureType.Safe);
        await rig.DeploySafeAsync(1, Stranger);

        await RefusedAsync(rig, "is no owner");
    }

    [Fact]
    public async Task Send_SafeOfTwoSignatures_IsRefusedAndNothingIsSigned()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, type: SignatureType.Safe);
        await rig.DeploySafeAsync(2, rig.Address, Stranger);

        await RefusedAsync(rig, "2 owners");
    }

    [Fact]
    public async Task Send_ContractThatIsNoSafe_IsRefusedAndNothingIsSigned()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, type: SignatureType.Safe);
        await node.CallAsync("hardhat_setCode", rig.Funder.Value, "0x00");

        await RefusedAsync(rig, "is no Safe");
    }

    [Fact]
    public async Task Send_ProxyOfSomebodyElse_IsRefusedAndNothingIsSigned()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, type: SignatureType.Proxy);

        await RefusedAsync(rig, "is not the proxy wallet", rig.Wallet with { Funder = Stranger });
    }

    [Fact]
    public async Task Send_OwnerWithoutGas_IsRefusedAndNothingIsSigned()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, type: SignatureType.Safe, hasGas: false);
        await rig.DeploySafeAsync(1, rig.Address);

        var refused = Assert.IsType<SendOutcome.Refused>(await rig.SendAsync(rig.State.Steps[0]));

        Assert.Equal(ChainRefusal.NoGas, refused.Reason);
        Assert.Contains(rig.Address.Value, refused.Message, StringComparison.Ordinal);
    }

    private async Task<ChainRig> DeployedAsync(SignatureType type)
    {
        var rig = await ChainRig.NewAsync(database, node, type: type);
        if (type == SignatureType.Safe) await rig.DeploySafeAsync(1, rig.Address);
        else await rig.DeployProxyAsync();
        return rig;
    }

    private static async Task RefusedAsync(ChainRig rig, string words, CopyTrade.Domain.Accounts.WalletConnection? wallet = null)
    {
        var step = rig.State.Steps[0];

        var refused = Assert.IsType<SendOutcome.Refused>(await rig.Sender.SendAsync(rig.Tenant, wallet ?? rig.Wallet, ChainPurpose.Of(step), step.Call, Ct));

        Assert.Equal(ChainRefusal.OwnersTransactionNeeded, refused.Reason);
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
        Assert.Empty(await rig.StatusesAsync());
    }
}
