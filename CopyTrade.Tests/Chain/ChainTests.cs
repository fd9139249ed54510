using System.Numerics;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Tests.Fixtures;
using Xunit.Abstractions;

namespace CopyTrade.Tests.Chain;

/// <summary>The program's own client, sender and follower against a real EVM and a real database.</summary>
public sealed class ChainTests(DatabaseFixture database, EvmNode node, ITestOutputHelper output) : IClassFixture<DatabaseFixture>, IClassFixture<EvmNode>
{
    private static CancellationToken Ct => CancellationToken.None;

    [Fact]
    public async Task Approvals_AllSteps_AreMissingThenGivenThenConfirmed()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        Assert.DoesNotContain(true, (await rig.State.ApprovalsAsync(rig.Address, Ct)).Values);

        await rig.ApproveAllAsync();

        Assert.DoesNotContain(false, (await rig.State.ApprovalsAsync(rig.Address, Ct)).Values);
        await rig.FollowAsync();
        Assert.Equal(["confirmed", .. Enumerable.Repeat("mined", 5)], await rig.StatusesAsync());   // five blocks lie on the first one's
        await node.MineAsync(5);
        await rig.FollowAsync();
        Assert.Equal(Enumerable.Repeat("confirmed", 6), await rig.StatusesAsync());
        Assert.False(await rig.FollowAsync());
    }

    [Fact]
    public async Task Send_TheSamePurposeFourTimesAtOnce_MakesOneTransaction()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);

        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => rig.GoAsync(rig.State.Steps[0])));

        Assert.Single(sent.Select(one => one.Hash).Distinct());
        Assert.Single(sent, one => one.IsNew);
        Assert.Single(await rig.StatusesAsync());
    }

    [Fact]
    public async Task Send_AnswerLost_NeverMakesASecondTransaction()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        rig.Answers.IsLosing = true;

        var first = await rig.GoAsync(rig.State.Steps[0]);
        var second = await rig.GoAsync(rig.State.Steps[0]);

        Assert.Equal((first.Hash, false), (second.Hash, second.IsNew));
        Assert.Equal(["pending"], await rig.StatusesAsync());
        rig.Answers.IsLosing = false;
        await rig.FollowAsync();
        Assert.Equal(TransactionStatus.Mined, (await rig.FindAsync(first)).Status);
    }

    [Fact]
    public async Task Redeem_AfterThePayoutIsReported_PaysTheWinnersShares()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        var condition = await rig.OpenMarketAsync();
        var tokens = await rig.HoldAsync(condition, 12.5m);
        await rig.ApproveAllAsync();
        Assert.Equal([Shares.Of(12.5m), Shares.Of(12.5m)], await rig.State.SharesAsync(rig.Address, tokens, Ct));
        Assert.Null(await rig.State.PayoutAsync(condition, Ct));
        Assert.Equal(ChainRefusal.WouldRevert, Assert.IsType<SendOutcome.Refused>(await rig.Redemption.SubmitAsync(rig.Tenant, rig.Wallet, condition, negRisk: false, Ct)).Reason);

        await rig.ResolveAsync(1, 0);
        var payout = await rig.State.PayoutAsync(condition, Ct);
        var sent = Assert.IsType<SendOutcome.OnItsWay>(await rig.Redemption.SubmitAsync(rig.Tenant, rig.Wallet, condition, negRisk: false, Ct));
        await node.MineAsync(5);
        await rig.FollowAsync();

        Assert.True(payout!.Pays(0) && !payout.Pays(1));
        Assert.Equal(TransactionStatus.Confirmed, (await rig.Redemption.StatusAsync(rig.Tenant, sent.Transaction, Ct))!.Status);
        Assert.Equal(Usdc.Of(12.5m), await rig.State.CollateralAsync(rig.Address, Ct));
        Assert.Equal([Shares.Of(0m), Shares.Of(0m)], await rig.State.SharesAsync(rig.Address, tokens, Ct));
    }

    [Fact]
    public async Task Redeem_NegRiskMarketOfHalves_GoesThroughTheOtherAdapter()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        var condition = await rig.OpenMarketAsync();
        await rig.HoldAsync(condition, 3m);
        await rig.ResolveAsync(1, 1);
        Assert.Equal(ChainRefusal.WouldRevert, Assert.IsType<SendOutcome.Refused>(await rig.Redemption.SubmitAsync(rig.Tenant, rig.Wallet, condition, negRisk: true, Ct)).Reason);   // not approved yet

        await rig.GoAsync(rig.State.Steps.Single(step => step.Key == "outcomes-neg-risk-adapter"));
        Assert.IsType<SendOutcome.OnItsWay>(await rig.Redemption.SubmitAsync(rig.Tenant, rig.Wallet, condition, negRisk: true, Ct));

        Assert.Equal(Usdc.Of(3m), await rig.State.CollateralAsync(rig.Address, Ct));
    }

    [Fact]
    public async Task Reorganisation_UndoesTheBlock_GoesBackToSubmittedAndSendsTheSameBytes()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        var before = await node.CallAsync("evm_snapshot");
        var sent = await rig.GoAsync(rig.State.Steps[0]);
        await rig.FollowAsync();
        Assert.Equal(TransactionStatus.Mined, (await rig.FindAsync(sent)).Status);

        await node.CallAsync("evm_revert", before.GetString());
        await rig.FollowAsync();
        var undone = await rig.FindAsync(sent);
        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        await rig.FollowAsync();
        await node.MineAsync(6);
        await rig.FollowAsync();

        Assert.Equal((TransactionStatus.Submitted, (long?)null), (undone.Status, undone.BlockNumber));
        Assert.Equal((TransactionStatus.Confirmed, sent.Hash), ((await rig.FindAsync(sent)).Status, (await rig.FindAsync(sent)).Hash));
    }

    [Fact]
    public async Task NumberGap_NodeForgotTheFirst_IsFilledByTheSameBytes()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        await WithoutMiningAsync(async () =>
        {
            var first = await rig.GoAsync(rig.State.Steps[0]);
            await rig.GoAsync(rig.State.Steps[1]);
            await node.CallAsync("hardhat_dropTransaction", first.Hash.Value);
            await node.MineAsync(1);
            await rig.FollowAsync();
            Assert.Equal(["submitted", "submitted"], await rig.StatusesAsync());

            rig.Clock.Advance(TimeSpan.FromSeconds(20));
            await rig.FollowAsync();
            await node.MineAsync(1);
            await rig.FollowAsync();
        });

        Assert.Equal(["mined", "mined"], await rig.StatusesAsync());
        Assert.Equal(2, (await node.CallAsync("eth_getTransactionCount", rig.Address.Value, "latest")).Count());
    }

    [Fact]
    public async Task WaitsTooLong_SameCallWithAHigherFee_ReplacesItAndOnlyOneIsMined()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        var first = default(SendOutcome.OnItsWay)!;
        await WithoutMiningAsync(async () =>
        {
            first = await rig.GoAsync(rig.State.Steps[0]);
            rig.Clock.Advance(TimeSpan.FromSeconds(61));
            await rig.FollowAsync();
            Assert.Equal(first.Transaction, (await rig.GoAsync(rig.State.Steps[0])) is { IsNew: false } ? first.Transaction : default);
        });
        await node.MineAsync(7);
        await rig.FollowAsync();

        Assert.Equal(["replaced", "confirmed"], await rig.StatusesAsync());
        var end = await rig.FindAsync(first);
        Assert.Equal(TransactionStatus.Confirmed, end.Status);
        Assert.NotEqual(first.Hash, end.Hash);
        Assert.Equal(1, (await node.CallAsync("eth_getTransactionCount", rig.Address.Value, "latest")).Count());
    }

    [Fact]
    public async Task NumberUsedElsewhere_DeepEnough_FailsWithItsReason()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        var sent = default(SendOutcome.OnItsWay)!;
        await WithoutMiningAsync(async () =>
        {
            sent = await rig.GoAsync(rig.State.Steps[0]);
            await node.CallAsync("hardhat_dropTransaction", sent.Hash.Value);
        });
        await node.CallAsync("hardhat_impersonateAccount", rig.Address.Value);
        await node.SendAsync(rig.Address.Value, node.Contracts.Collateral.Value, Abi.Call("mint(address,uint256)", AbiValue.Of(rig.Address), AbiValue.Of((BigInteger)1)));
        await rig.FollowAsync();
        var early = await rig.FindAsync(sent);
        await node.MineAsync(6);
        await rig.FollowAsync();
        var once = await rig.FindAsync(sent);
        rig.Clock.Advance(TimeSpan.FromSeconds(31));
        await rig.FollowAsync();

        Assert.Equal((TransactionStatus.Submitted, TransactionStatus.Submitted), (early.Status, once.Status));
        var end = await rig.FindAsync(sent);
        Assert.Equal(TransactionStatus.Failed, end.Status);
        Assert.Contains("elsewhere", end.Problem, StringComparison.Ordinal);
        Assert.True((await rig.GoAsync(rig.State.Steps[0])).IsNew);
    }

    /// <summary>Counts of one node and receipts of another that is behind it.</summary>
    [Fact]
    public async Task Receipt_OfANodeThatIsBehind_IsNoOtherTransaction()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        var sent = await rig.GoAsync(rig.State.Steps[0]);
        await node.MineAsync(6);
        rig.Answers.IsHidingReceipts = true;
        await rig.FollowAsync();
        var meanwhile = await rig.FindAsync(sent);
        rig.Answers.IsHidingReceipts = false;

        await rig.FollowAsync();

        Assert.Equal((TransactionStatus.Submitted, TransactionStatus.Confirmed), (meanwhile.Status, (await rig.FindAsync(sent)).Status));
    }

    [Fact]
    public async Task Send_AccountWithoutGas_IsRefusedAndNothingIsSigned()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, hasGas: false);

        var refused = Assert.IsType<SendOutcome.Refused>(await rig.SendAsync(rig.State.Steps[0]));

        Assert.Equal(ChainRefusal.NoGas, refused.Reason);
        Assert.Empty(await rig.StatusesAsync());
    }

    [Fact]
    public async Task Send_DepositWallet_IsRefusedForItsOwner()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);

        var outcome = await rig.Sender.SendAsync(rig.Tenant, rig.Wallet with { SignatureType = SignatureType.DepositWallet }, ChainPurpose.Of(rig.State.Steps[0]), rig.State.Steps[0].Call, Ct);

        var refused = Assert.IsType<SendOutcome.Refused>(outcome);
        Assert.Equal(ChainRefusal.OwnersTransactionNeeded, refused.Reason);
        Assert.Contains("polymarket.com", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await rig.StatusesAsync());
    }

    [Fact]
    public async Task Send_NodeNotThere_IsRefusedAndNothingIsSigned()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node, url: "http://127.0.0.1:1");

        Assert.Equal(ChainRefusal.ChainUnavailable, Assert.IsType<SendOutcome.Refused>(await rig.SendAsync(rig.State.Steps[0])).Reason);
        Assert.Empty(await rig.StatusesAsync());
        await Assert.ThrowsAsync<VenueUnavailableException>(() => rig.State.CollateralAsync(rig.Address, Ct));
    }

    [Fact]
    public async Task Fills_LoggedByTheExchanges_AreReadAndStrangersAreNot()
    {
        if (!node.IsThere(output)) return;
        using var rig = await ChainRig.NewAsync(database, node);
        var stranger = "0x" + new string('9', 40);
        foreach (var place in new[] { stranger, node.Contracts.Exchange.Value, node.Contracts.NegRiskExchange.Value }) await node.PlaceAsync(place, "Matcher");
        var from = (await node.CallAsync("eth_blockNumber")).Count() + 1;
        await LogAsync(node.Contracts.Exchange.Value, side: 0, given: 5_200_000, taken: 10_000_000);
        await LogAsync(stranger, side: 0, given: 1_000_000, taken: 2_000_000);
        var last = await LogAsync(node.Contracts.NegRiskExchange.Value, side: 1, given: 10_000_000, taken: 5_300_000);

        var fills = await rig.State.FillsAsync(rig.Address, from, from + 10, Ct);

        Assert.Equal(
            [(OrderSide.Buy, Shares.Of(10m), Usdc.Of(5.2m), node.Contracts.Exchange), (OrderSide.Sell, Shares.Of(10m), Usdc.Of(5.3m), node.Contracts.NegRiskExchange)],
            fills.Select(fill => (fill.Side, fill.Shares, fill.Collateral, fill.Exchange)));
        Assert.All(fills, fill => Assert.Equal((rig.Address, Usdc.Of(0.04m)), (fill.Maker, fill.Fee)));
        Assert.Equal([fills[1]], (await rig.State.FillsAsync(TransactionHash.Parse(last), Ct))!);
        Assert.Null(await rig.State.FillsAsync(TransactionHash.Parse("0x" + new string('7', 64)), Ct));

        Task<string> LogAsync(string exchange, int side, int given, int taken) => node.SendAsync(node.Banker, exchange, Abi.Call(
            "log(bytes32,address,address,uint8,uint256,uint256,uint256,uint256)", AbiValue.OfBytes32("0x" + new string('b', 64)), AbiValue.Of(rig.Address), AbiValue.Of(node.Contracts.Exchange),
            AbiValue.Of((BigInteger)side), AbiValue.Of(BigInteger.One << 255), AbiValue.Of((BigInteger)given), AbiValue.Of((BigInteger)taken), AbiValue.Of((BigInteger)40_000)));
    }

    private async Task WithoutMiningAsync(Func<Task> act)
    {
        await node.CallAsync("evm_setAutomine", false);
        try
        {
            await act();
        }
        finally
        {
            await node.CallAsync("evm_setAutomine", true);
        }
    }
}
