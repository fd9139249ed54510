using System.Text.Json;
using CopyTrade.Simulator.Chain;
using CopyTrade.Simulator.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>JSON-RPC of a node, single and in batches.</summary>
internal sealed class ChainRpcEndpoint(VenueState state, ChainRpc rpc)
{
    public void Map(IEndpointRouteBuilder root) => root.MapPost("/rpc", (JsonElement body) => body.ValueKind == JsonValueKind.Array
        ? Answers.Json(body.EnumerateArray().Select(Answer).ToArray())
        : Answers.Json(Answer(body)));

    private object Answer(JsonElement call)
    {
        object? id = call.ValueKind == JsonValueKind.Object && call.TryGetProperty("id", out var given) ? given : null;
        try
        {
            object? result;
            lock (state.Gate)
            {
                result = rpc.Answer(call.GetProperty("method").GetString(), call.TryGetProperty("params", out var parameters) ? parameters : default);
            }

            return result switch
            {
                null => Failed(id, -32601, "the method does not exist/is not available"),
                ChainRpc.Nothing => new Dictionary<string, object?> { ["jsonrpc"] = "2.0", ["id"] = id, ["result"] = null },
                _ => new { jsonrpc = "2.0", id, result },
            };
        }
        catch (RpcException refusal)
        {
            return Failed(id, refusal.Code, refusal.Message);
        }
        catch (Exception failure) when (failure is KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or ArgumentException or FormatException or OverflowException)
        {
            return Failed(id, -32602, "invalid argument");
        }
    }

    private static object Failed(object? id, int code, string message) => new { jsonrpc = "2.0", id, error = new { code, message } };
}
