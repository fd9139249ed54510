using System.Numerics;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>
/// Turns a call into contract and bytes, and looks at the bytes once more before they are signed: only these contracts, only
/// these functions, only for the venue's own contracts. What the one authoriser is to orders, this list is to transactions;
/// neither can do the other's work, since orders go to the venue and spend only what was approved here.
/// </summary>
internal sealed class SigningAllowList(ChainContracts contracts)
{
    private const string ApproveCollateral = "approve(address,uint256)";
    private const string ApproveOutcomes = "setApprovalForAll(address,bool)";
    private const string Redeem = "redeemPositions(address,bytes32,bytes32,uint256[])";
    private const string Transfer = "transfer(address,uint256)";
    private const string Wrap = "wrap(address,address,uint256)";
    private const string NoParent = "0x0000000000000000000000000000000000000000000000000000000000000000";

    // A market has two outcomes; index set 1 is the first, 2 the second.
    private static readonly BigInteger[] BothOutcomes = [1, 2];

    public (WalletAddress To, byte[] Data) Encode(ChainCall call) => call switch
    {
        ChainCall.ApproveCollateral approve => (contracts.Collateral, Abi.Call(ApproveCollateral, AbiValue.Of(approve.Spender), AbiValue.Of(UInt256.MaxValue.Value))),
        ChainCall.ApproveOutcomes approve => (contracts.ConditionalTokens, Abi.Call(ApproveOutcomes, AbiValue.Of(approve.Operator), AbiValue.Of(true))),
        ChainCall.Redeem redeem => (redeem.NegRisk ? contracts.NegRiskAdapter : contracts.CollateralAdapter,
            Abi.Call(Redeem, AbiValue.Of(contracts.Collateral), AbiValue.OfBytes32(NoParent), AbiValue.OfBytes32(redeem.Condition.Value), AbiValue.OfMany(BothOutcomes))),
        ChainCall.PayOut pay => (contracts.Collateral, Abi.Call(Transfer, AbiValue.Of(pay.To), Units(pay.Amount))),
        ChainCall.ApproveOnramp => (contracts.Bridged, Abi.Call(ApproveCollateral, AbiValue.Of(contracts.Onramp), AbiValue.Of(UInt256.MaxValue.Value))),
        ChainCall.Wrap wrap => (contracts.Onramp, Abi.Call(Wrap, AbiValue.Of(contracts.Bridged), AbiValue.Of(wrap.To), Units(wrap.Amount))),
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    /// <summary>Looks through the envelope of a Safe or proxy wallet at the call that is in it.</summary>
    /// <param name="transaction">What is about to be signed.</param>
    /// <param name="wallet">The wallet that it is for.</param>
    /// <param name="terms">What the ledger of transfers says that it is to move; null when it is to move nothing.</param>
    /// <exception cref="InvalidOperationException">Not on the list: nothing may sign it.</exception>
    public void Check(FeeTransaction transaction, WalletConnection wallet, TransferTerms? terms = null)
    {
        var allowed = transaction.ChainId == contracts.ChainId
            && WalletEnvelope.Open(wallet, transaction.To, transaction.Data) is var (to, data)
            && (terms is null ? IsAllowed(to, data) : Encode(terms.Call) is var (expectedTo, expected) && to == expectedTo && data.AsSpan().SequenceEqual(expected));
        if (!allowed) throw new InvalidOperationException($"A transaction to {transaction.To} is not {(terms is null ? "one that this program signs" : "what the ledger of transfers says")}.");
    }

    private bool IsAllowed(WalletAddress to, ReadOnlySpan<byte> data) => data.Length >= 4 && (
        (to == contracts.Collateral && Is(data, ApproveCollateral) && IsVenues(data))
        || (to == contracts.ConditionalTokens && Is(data, ApproveOutcomes) && IsVenues(data))
        || (to == contracts.Bridged && data.SequenceEqual(Encode(new ChainCall.ApproveOnramp()).Data))
        || ((to == contracts.CollateralAdapter || to == contracts.NegRiskAdapter) && Is(data, Redeem)));

    private static AbiValue Units(Usdc amount) => AbiValue.Of(UInt256.OfUnits(amount.Amount).Value);

    private static bool Is(ReadOnlySpan<byte> data, string signature) => data[..4].SequenceEqual(Abi.Selector(signature));

    private bool IsVenues(ReadOnlySpan<byte> data)
    {
        if (data.Length != 4 + 64) return false;
        var spender = PrefixedHex.Of(data.Slice(4 + 12, 20));
        return contracts.Steps.Any(step => step.Spender.Value == spender);
    }
}
