using System.Numerics;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Venue.Chain;

public sealed class AbiTests
{
    private static readonly ChainContracts Contracts = new(Options.Create(new VenueOptions()), Options.Create(new ChainOptions()));
    private static readonly SigningAllowList AllowList = new(Contracts);
    private static readonly ConditionId Condition = ConditionId.Parse("0x" + new string('a', 64));

    // Selectors of protocol chapter 16.2.
    [Theory]
    [InlineData("redeemPositions(address,bytes32,bytes32,uint256[])", "01b7037c")]
    [InlineData("redeemPositions(bytes32,uint256[])", "dbeccb23")]
    [InlineData("approve(address,uint256)", "095ea7b3")]
    [InlineData("setApprovalForAll(address,bool)", "a22cb465")]
    [InlineData("transfer(address,uint256)", "a9059cbb")]
    [InlineData("wrap(address,address,uint256)", "62355638")]
    [InlineData("balanceOf(address)", "70a08231")]
    [InlineData("allowance(address,address)", "dd62ed3e")]
    [InlineData("isApprovedForAll(address,address)", "e985e9c5")]
    public void Selector_OfKnownFunctions_IsTheProtocols(string signature, string selector) => Assert.Equal(selector, Convert.ToHexStringLower(Abi.Selector(signature)));

    [Fact]
    public void Encode_Redemption_PutsTheArrayBehindItsOffset()
    {
        var (to, data) = AllowList.Encode(new ChainCall.Redeem(Condition, NegRisk: true));

        Assert.Equal(Contracts.NegRiskAdapter, to);
        Assert.Equal(4 + (7 * 32), data.Length);
        Assert.Equal([(BigInteger)128, 2, 1, 2], new[] { 3, 4, 5, 6 }.Select(word => Abi.Number(data.AsSpan(4), word)));
    }

    [Fact]
    public void Numbers_OfAnArrayThatIsCutOff_Throws() =>
        Assert.Throws<FormatException>(() => Abi.Numbers(Abi.Call("f(uint256[])", AbiValue.OfMany([1, 2])).AsSpan(4)[..^32].ToArray()));

    [Fact]
    public void Check_EveryCallOfOurs_IsOnTheList()
    {
        foreach (var call in Contracts.Steps.Select(step => step.Call).Append(new ChainCall.Redeem(Condition, NegRisk: false)).Append(new ChainCall.Redeem(Condition, NegRisk: true)))
        {
            var (to, data) = AllowList.Encode(call);
            AllowList.Check(Transaction(to, data), Wallets.Eoa);
        }
    }

    [Fact]
    public void Check_TransferOfMoney_PassesByItsTermsToTheLetterOnly()
    {
        var someone = WalletAddress.Parse("0x" + new string('1', 40));
        foreach (var kind in Enum.GetValues<WalletTransferKind>())
        {
            var terms = new TransferTerms(kind, someone, Usdc.Of(12.345678m));
            var (to, data) = AllowList.Encode(terms.Call);
            var transaction = Transaction(to, data);

            AllowList.Check(transaction, Wallets.Eoa, terms);
            Assert.True(IsRefused(transaction));
            Assert.True(IsRefused(transaction, terms with { Amount = Usdc.Of(12.345679m) }));
            Assert.True(IsRefused(transaction, terms with { Destination = Contracts.Exchange }));
            Assert.True(IsRefused(transaction with { ChainId = 1 }, terms));
            Assert.True(IsRefused(transaction with { Data = [.. data, 0] }, terms));
            Assert.True(IsRefused(Transaction(Contracts.Collateral, AllowList.Encode(new ChainCall.ApproveCollateral(Contracts.Exchange)).Data), terms));
        }
    }

    [Fact]
    public void Check_ApprovalOfDeposits_IsForTheOnrampOnly()
    {
        var (to, data) = AllowList.Encode(new ChainCall.ApproveOnramp());

        AllowList.Check(Transaction(to, data), Wallets.Eoa);
        Assert.Equal(Contracts.Bridged, to);
        Assert.True(IsRefused(Transaction(Contracts.Bridged, AllowList.Encode(new ChainCall.ApproveCollateral(Contracts.Exchange)).Data)));
        Assert.True(IsRefused(Transaction(Contracts.Collateral, data)));
    }

    public static TheoryData<string, string> Strangers => new()
    {
        { "transfer of the collateral", "transfer(address,uint256)" },
        { "transfer from elsewhere", "transferFrom(address,address,uint256)" },
        { "transfer of outcomes", "safeTransferFrom(address,address,uint256,uint256,bytes)" },
    };

    [Theory, MemberData(nameof(Strangers))]
    public void Check_AnyOtherFunction_IsRefused(string what, string signature)
    {
        foreach (var contract in new[] { Contracts.Collateral, Contracts.ConditionalTokens, Contracts.CollateralAdapter, Contracts.Exchange })
            Assert.True(IsRefused(Transaction(contract, Abi.Call(signature, AbiValue.Of(Contracts.Exchange), AbiValue.Of((BigInteger)1)))), $"{what} at {contract}");
    }

    [Fact]
    public void Check_ApprovalForAStranger_IsRefused()
    {
        var stranger = WalletAddress.Parse("0x" + new string('1', 40));

        Assert.True(IsRefused(Transaction(Contracts.Collateral, Abi.Call("approve(address,uint256)", AbiValue.Of(stranger), AbiValue.Of((BigInteger)1)))));
        Assert.True(IsRefused(Transaction(Contracts.ConditionalTokens, Abi.Call("setApprovalForAll(address,bool)", AbiValue.Of(stranger), AbiValue.Of(true)))));
        Assert.True(IsRefused(Transaction(stranger, AllowList.Encode(new ChainCall.ApproveCollateral(Contracts.Exchange)).Data)));
        Assert.True(IsRefused(Transaction(Contracts.Collateral, [])));
        Assert.True(IsRefused(Transaction(Contracts.Collateral, AllowList.Encode(new ChainCall.ApproveCollateral(Contracts.Exchange)).Data) with { ChainId = 1 }));
    }

    private static FeeTransaction Transaction(WalletAddress to, byte[] data) => new(137, 0, 1, 2, 21_000, to, data);

    private static bool IsRefused(FeeTransaction transaction, TransferTerms? terms = null)
    {
        try
        {
            AllowList.Check(transaction, Wallets.Eoa, terms);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }
}
