using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;

namespace CopyTrade.Simulator.Chain;

/// <summary>The methods of a node that a wallet needs, answered from the venue's own books. Called under the venue's lock.</summary>
internal sealed class ChainRpc(VenueState state, SimulatedChain chain, ChainBooks books, FillLogs logs)
{
    private const int Reverted = 3;
    private static readonly string[] Code = [Contracts.Collateral, Contracts.ConditionalTokens, Contracts.Exchange, Contracts.NegRiskExchange, Contracts.CollateralAdapter, Contracts.NegRiskAdapter, Contracts.Bridged, Contracts.Onramp];

    /// <summary>Wei of a unit of gas.</summary>
    public static BigInteger BaseFee { get; } = 30_000_000_000;

    /// <summary>Everybody has ten units of the network's money: gas is not what a demonstration is about.</summary>
    public static BigInteger GasMoney { get; } = BigInteger.Pow(10, 19);

    /// <returns>Null for a method that there is not.</returns>
    /// <exception cref="RpcException">The node's own refusal.</exception>
    public object? Answer(string? method, JsonElement parameters) => method switch
    {
        "eth_chainId" => Hex(Contracts.ChainId),
        "eth_blockNumber" => Hex(chain.Height),
        "eth_getBlockByNumber" => Block(Number(parameters[0])),
        "eth_maxPriorityFeePerGas" => Hex(BaseFee),
        "eth_gasPrice" => Hex(BaseFee * 2),
        "eth_getBalance" => Hex(GasMoney),
        "eth_getCode" => Code.Contains(Address(parameters[0])) ? "0x60" : "0x",
        "eth_getTransactionCount" => Hex(parameters[1].GetString() == "pending" ? chain.NextOf(Address(parameters[0])) : chain.CountUpTo(Address(parameters[0]), Number(parameters[1]))),
        "eth_call" => Call(parameters[0]),
        "eth_estimateGas" => Estimate(parameters[0]),
        "eth_sendRawTransaction" => chain.Take(Words.TryHex(parameters[0].GetString()) ?? throw new RpcException(-32602, "invalid argument")),
        "eth_getTransactionReceipt" => Receipt(parameters[0].GetString()!.ToLowerInvariant()) ?? (object)Nothing.Value,
        "eth_getLogs" => logs.Find(parameters[0], chain.Height),
        _ => null,
    };

    private string? Call(JsonElement call)
    {
        var (_, to, data) = Parts(call);
        return books.Read(to, data) ?? "0x";
    }

    private string Estimate(JsonElement call)
    {
        var (from, to, data) = Parts(call);
        return books.Refusal(from, to, data) is { } refusal ? throw new RpcException(Reverted, "execution reverted: " + refusal) : Hex(80_000);
    }

    private object? Receipt(string hash)
    {
        if (chain.Find(hash) is { } own) return Receipt(hash, own.Block, own.Succeeded is true, own.From, own.To, []);
        return logs.OfTransaction(hash, chain.Height) is { Length: > 0 } fills ? Receipt(hash, logs.BlockOf(hash), true, Contracts.Exchange, Contracts.Exchange, fills) : null;
    }

    private static object Receipt(string hash, long block, bool succeeded, string from, string to, object[] entries) => new
    {
        transactionHash = hash, blockNumber = Hex(block), blockHash = BlockHash(block), status = succeeded ? "0x1" : "0x0", from, to, type = "0x2", gasUsed = Hex(60_000), logs = entries,
    };

    private object Block(long number) => new { number = Hex(number), hash = BlockHash(number), baseFeePerGas = Hex(BaseFee), timestamp = Hex((BigInteger)(number * state.Options.BlockTime.TotalSeconds)), transactions = Array.Empty<string>() };

    private long Number(JsonElement tag) => tag.GetString() is { } text && text.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)
        : chain.Height;

    private static (string From, string To, CallData Data) Parts(JsonElement call) => (
        call.TryGetProperty("from", out var from) ? Address(from) : "",
        Address(call.GetProperty("to")),
        new((call.TryGetProperty("data", out var data) ? data : call.GetProperty("input")).GetString()!.ToLowerInvariant()));

    private static string Address(JsonElement value) => value.GetString()!.ToLowerInvariant();

    internal static string BlockHash(long number) => Words.Hex(Keccak.Hash(Words.Of(number)));

    internal static string Hex(BigInteger number) => number.IsZero ? "0x0" : "0x" + Convert.ToHexStringLower(number.ToByteArray(isUnsigned: true, isBigEndian: true)).TrimStart('0');

    /// <summary>A result of null is an answer; no method is not.</summary>
    internal sealed class Nothing
    {
        public static Nothing Value { get; } = new();
    }
}
