using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>The few chain calls that a preflight makes, answered from the venue's own books.</summary>
internal sealed class ChainRpcEndpoint(VenueState state)
{
    public void Map(IEndpointRouteBuilder root) => root.MapPost("/rpc", (JsonElement body) => body.ValueKind == JsonValueKind.Array
        ? Answers.Json(body.EnumerateArray().Select(Answer).ToArray())
        : Answers.Json(Answer(body)));

    private object Answer(JsonElement call)
    {
        object? id = call.ValueKind == JsonValueKind.Object && call.TryGetProperty("id", out var given) ? given : null;
        try
        {
            var result = call.GetProperty("method").GetString() switch
            {
                "eth_chainId" => "0x89",
                "eth_blockNumber" => "0x" + (state.Now.ToUnixTimeSeconds() / 2).ToString("x", CultureInfo.InvariantCulture),
                "eth_call" => Call(call.GetProperty("params")[0]),
                _ => null,
            };
            return result is null ? Failed(id, -32601, "the method does not exist/is not available") : new { jsonrpc = "2.0", id, result };
        }
        catch (Exception failure) when (failure is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or ArgumentException or FormatException)
        {
            return Failed(id, -32602, "invalid argument");
        }
    }

    private string? Call(JsonElement transaction)
    {
        var to = transaction.GetProperty("to").GetString()!.ToLowerInvariant();
        var data = (transaction.TryGetProperty("data", out var given) ? given : transaction.GetProperty("input")).GetString()!.ToLowerInvariant();
        lock (state.Gate)
        {
            return (to, data[..10]) switch
            {
                (Contracts.Collateral, "0x70a08231") => Word(Units(Holder(data, 0)?.Usdc ?? 0m)),
                (Contracts.Collateral, "0xdd62ed3e") => Word(Holder(data, 0)?.CollateralSpenders.Contains(Address(data, 1)) == true ? (BigInteger.One << 256) - 1 : 0),
                (Contracts.ConditionalTokens, "0xe985e9c5") => Word(Holder(data, 0)?.TokenOperators.Contains(Address(data, 1)) == true ? 1 : 0),
                (Contracts.ConditionalTokens, "0x00fdd58e") => Word(Units(Holder(data, 0)?.SharesOf(Number(data, 1).ToString(CultureInfo.InvariantCulture)) ?? 0m)),
                _ => null,
            };
        }
    }

    private Account? Holder(string data, int argument) => state.Accounts.GetValueOrDefault(Address(data, argument));

    private static string Address(string data, int argument) => string.Concat("0x", data.AsSpan(10 + (64 * argument) + 24, 40));

    private static BigInteger Number(string data, int argument) =>
        BigInteger.Parse(string.Concat("0", data.AsSpan(10 + (64 * argument), 64)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static BigInteger Units(decimal value) => new(decimal.Truncate(Math.Max(0m, value) * 1_000_000m));

    private static string Word(BigInteger value) => Words.Hex(Words.Of(value));

    private static object Failed(object? id, int code, string message) => new { jsonrpc = "2.0", id, error = new { code, message } };
}
