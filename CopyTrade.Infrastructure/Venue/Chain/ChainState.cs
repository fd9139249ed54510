using System.Numerics;
using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Venue.Chain;

internal sealed class ChainState(JsonRpc rpc, ChainContracts contracts) : IChainState
{
    // Half of all numbers: an unlimited allowance that was partly used is still unlimited for us, a small one is not.
    private static readonly BigInteger Unlimited = BigInteger.One << 128;

    public IReadOnlyList<ApprovalStep> Steps => contracts.Steps;

    public async Task<IReadOnlyDictionary<string, bool>> ApprovalsAsync(WalletAddress owner, CancellationToken ct)
    {
        var answers = await rpc.ReadManyAsync([.. Steps.Select(step => Question(owner, step))], ct);
        return Steps.Zip(answers).ToDictionary(pair => pair.First.Key, pair => IsGiven(pair.First.Token, Word(pair.Second.Bytes())));
    }

    public async Task<Usdc> CollateralAsync(WalletAddress owner, CancellationToken ct)
    {
        var answer = await rpc.ReadAsync(RpcRequest.Call(contracts.Collateral, Abi.Call("balanceOf(address)", AbiValue.Of(owner))), ct);
        return UInt256.Of(Word(answer.Bytes())).ToUsdc() ?? throw new VenueUnavailableException("The chain's node names more money than there is.");
    }

    public async Task<IReadOnlyList<Shares>> SharesAsync(WalletAddress owner, IReadOnlyList<TokenId> tokens, CancellationToken ct)
    {
        if (tokens.Count == 0) return [];
        var data = Abi.Call("balanceOfBatch(address[],uint256[])", AbiValue.OfMany(tokens.Select(_ => owner)), AbiValue.OfMany(tokens.Select(token => token.ToBigInteger())));
        var answer = await rpc.ReadAsync(RpcRequest.Call(contracts.ConditionalTokens, data), ct);
        var balances = Believed(() => Abi.Numbers(answer.Bytes()));
        if (balances.Count != tokens.Count) throw new VenueUnavailableException("The chain's node answered for another number of tokens than was asked about.");
        return [.. balances.Select(balance => UInt256.Of(balance).ToShares() ?? throw new VenueUnavailableException("The chain's node names more shares than there can be."))];
    }

    public async Task<MarketPayout?> PayoutAsync(ConditionId condition, CancellationToken ct)
    {
        var id = AbiValue.OfBytes32(condition.Value);
        var first = await rpc.ReadManyAsync(
            [Tokens(Abi.Call("payoutDenominator(bytes32)", id)), Tokens(Abi.Call("getOutcomeSlotCount(bytes32)", id))], ct);
        var (denominator, outcomes) = (Word(first[0].Bytes()), Word(first[1].Bytes()));
        if (denominator.IsZero || outcomes.IsZero || outcomes > 256) return null;
        var numerators = await rpc.ReadManyAsync([.. Enumerable.Range(0, (int)outcomes).Select(outcome => Tokens(Abi.Call("payoutNumerators(bytes32,uint256)", id, AbiValue.Of(new BigInteger(outcome)))))], ct);
        return new([.. numerators.Select(numerator => UInt256.Of(Word(numerator.Bytes())))], UInt256.Of(denominator));
    }

    public async Task<IReadOnlyList<ChainFill>> FillsAsync(WalletAddress maker, long fromBlock, long toBlock, CancellationToken ct)
    {
        var filter = new
        {
            fromBlock = RpcRequest.Hex(fromBlock),
            toBlock = RpcRequest.Hex(toBlock),
            address = new[] { contracts.Exchange.Value, contracts.NegRiskExchange.Value },
            topics = new object?[] { EventTopics.OrderFilled, null, OrderFilledLog.TopicOf(maker) },
        };
        return Fills(await rpc.ReadAsync(new RpcRequest("eth_getLogs", filter), ct));
    }

    public async Task<IReadOnlyList<ChainFill>?> FillsAsync(TransactionHash transaction, CancellationToken ct)
    {
        var receipt = await rpc.ReadAsync(new RpcRequest("eth_getTransactionReceipt", transaction.Value), ct);
        return receipt.ValueKind == JsonValueKind.Null ? null : Fills(receipt.Field("logs"));
    }

    /// <summary>An event of a stranger's contract with the same topic is none of the venue's.</summary>
    private List<ChainFill> Fills(JsonElement logs)
    {
        var fills = new List<ChainFill>();
        foreach (var log in logs.EnumerateArray())
        {
            if (OrderFilledLog.TryParse(log, out var fill) && (fill.Exchange == contracts.Exchange || fill.Exchange == contracts.NegRiskExchange)) fills.Add(fill);
        }

        return fills;
    }

    private RpcRequest Question(WalletAddress owner, ApprovalStep step) => step.Token == ApprovedToken.Collateral
        ? RpcRequest.Call(contracts.Collateral, Abi.Call("allowance(address,address)", AbiValue.Of(owner), AbiValue.Of(step.Spender)))
        : Tokens(Abi.Call("isApprovedForAll(address,address)", AbiValue.Of(owner), AbiValue.Of(step.Spender)));

    private RpcRequest Tokens(byte[] data) => RpcRequest.Call(contracts.ConditionalTokens, data);

    private static bool IsGiven(ApprovedToken token, BigInteger answer) => token == ApprovedToken.Collateral ? answer >= Unlimited : !answer.IsZero;

    private static BigInteger Word(byte[] answer) => Believed(() => Abi.Number(answer));

    private static T Believed<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException e)
        {
            throw new VenueUnavailableException("No contract of the venue answers at that address of the chain: check Chain and Polymarket:ChainRpcUrl.", e);
        }
    }
}
