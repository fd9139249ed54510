using System.Text.Json;
using CopyTrade.Simulator.Chain.Outside;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>JSON-RPC of the outside chain: handed on as it is, but for what no public node would do for a stranger.</summary>
internal sealed class OutsideRpcEndpoint(NodeClient node)
{
    private static readonly string[] Public = ["eth_", "net_", "web3_"];
    private static readonly string[] Lent = ["eth_sendTransaction", "eth_sign", "eth_accounts"];

    public void Map(IEndpointRouteBuilder root) => root.MapPost("/rpc", async (JsonElement body, CancellationToken ct) =>
    {
        JsonElement[] calls = body.ValueKind == JsonValueKind.Array ? [.. body.EnumerateArray()] : [body];
        if (calls.Any(call => !IsPublic(call))) return Answers.Json(new { jsonrpc = "2.0", id = (object?)null, error = new { code = -32601, message = "the method does not exist/is not available" } });
        try
        {
            return Results.Bytes(await node.ForwardAsync(body, ct), "application/json");
        }
        catch (HttpRequestException)
        {
            return Results.StatusCode(StatusCodes.Status502BadGateway);
        }
    });

    private static bool IsPublic(JsonElement call) => call.ValueKind == JsonValueKind.Object && call.TryGetProperty("method", out var method) && method.GetString() is { } name
        && Public.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)) && !Lent.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
}
