using System.Numerics;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Chain.Outside;

/// <summary>The contract calls that the venue makes for itself, its makers and, at the start, its customers.</summary>
internal static class Calls
{
    private static readonly byte[] Zero = new byte[32];
    private static readonly byte[] Everything = Words.Of((BigInteger.One << 256) - 1);

    public static byte[] BalanceOf(string owner) => Of("balanceOf(address)", Words.OfAddress(owner));

    public static byte[] BalanceOfBatch(string owner, IReadOnlyList<BigInteger> tokens) => Of("balanceOfBatch(address[],uint256[])",
        [Words.Of(64), Words.Of(64 + (32 * (tokens.Count + 1))), Words.Of(tokens.Count), .. tokens.Select(_ => Words.OfAddress(owner)), Words.Of(tokens.Count), .. tokens.Select(Words.Of)]);

    public static byte[] Allowance(string owner, string spender) => Of("allowance(address,address)", Words.OfAddress(owner), Words.OfAddress(spender));

    public static byte[] IsApprovedForAll(string owner, string spender) => Of("isApprovedForAll(address,address)", Words.OfAddress(owner), Words.OfAddress(spender));

    public static byte[] Mint(string to, BigInteger units) => Of("mint(address,uint256)", Words.OfAddress(to), Words.Of(units));

    public static byte[] Transfer(string to, BigInteger units) => Of("transfer(address,uint256)", Words.OfAddress(to), Words.Of(units));

    public static byte[] Approve(string spender, bool isGiven = true) => Of("approve(address,uint256)", Words.OfAddress(spender), isGiven ? Everything : Zero);

    public static byte[] SetApprovalForAll(string spender, bool isGiven = true) => Of("setApprovalForAll(address,bool)", Words.OfAddress(spender), Words.Of(isGiven ? 1 : 0));

    public static byte[] PrepareCondition(string oracle, string question) => Of("prepareCondition(address,bytes32,uint256)", Words.OfAddress(oracle), Bytes(question), Words.Of(2));

    public static byte[] OutcomeSlots(string condition) => Of("getOutcomeSlotCount(bytes32)", Bytes(condition));

    public static byte[] PayoutDenominator(string condition) => Of("payoutDenominator(bytes32)", Bytes(condition));

    public static byte[] CollectionId(string condition, int indexSet) => Of("getCollectionId(bytes32,bytes32,uint256)", Zero, Bytes(condition), Words.Of(indexSet));

    public static byte[] PositionId(string collection) => Of("getPositionId(address,bytes32)", Words.OfAddress(Contracts.Collateral), Bytes(collection));

    public static byte[] Split(string condition, BigInteger units) => Of("splitPosition(address,bytes32,bytes32,uint256[],uint256)",
        Words.OfAddress(Contracts.Collateral), Zero, Bytes(condition), Words.Of(160), Words.Of(units), Words.Of(2), Words.Of(1), Words.Of(2));

    public static byte[] TransferShares(string from, string to, BigInteger token, BigInteger units) => Of("safeTransferFrom(address,address,uint256,uint256,bytes)",
        Words.OfAddress(from), Words.OfAddress(to), Words.Of(token), Words.Of(units), Words.Of(160), Zero);

    public static byte[] ReportPayouts(string question, int winner) => Of("reportPayouts(bytes32,uint256[])",
        Bytes(question), Words.Of(64), Words.Of(2), Words.Of(winner == 0 ? 1 : 0), Words.Of(winner == 1 ? 1 : 0));

    /// <summary>One order against those that it met.</summary>
    public static byte[] Settle(string order, string owner, bool buys, BigInteger token, BigInteger fee, IReadOnlyList<(string Order, string Owner, BigInteger Shares, BigInteger Cash)> makers) =>
        Of("settle((bytes32,address,bool,uint256,uint256),(bytes32,address,uint256,uint256)[])",
        [
            Bytes(order), Words.OfAddress(owner), Words.Of(buys ? 1 : 0), Words.Of(token), Words.Of(fee), Words.Of(6 * 32), Words.Of(makers.Count),
            .. makers.SelectMany(maker => new[] { Bytes(maker.Order), Words.OfAddress(maker.Owner), Words.Of(maker.Shares), Words.Of(maker.Cash) }),
        ]);

    /// <summary>The condition's id as the contract makes it.</summary>
    public static string ConditionId(string oracle, string question) => Words.Hex(Keccak.Hash(Convert.FromHexString(oracle.AsSpan(2)), Bytes(question), Words.Of(2)));

    private static byte[] Of(string signature, params byte[][] words) => [.. Keccak.OfText(signature).AsSpan(0, 4), .. words.SelectMany(word => word)];

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.AsSpan(2));
}
