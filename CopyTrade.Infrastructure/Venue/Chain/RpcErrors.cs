using System.Text.Json;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>One table from nodes' words to kinds. Codes are of no use: -32000 stands for nearly everything (Bor, Erigon, Hardhat, the large providers).</summary>
internal static class RpcErrors
{
    private const int LimitExceeded = -32005;

    private static readonly (string Words, RpcErrorKind Kind)[] Table =
    [
        ("already known", RpcErrorKind.AlreadyKnown),
        ("known transaction", RpcErrorKind.AlreadyKnown),
        ("already imported", RpcErrorKind.AlreadyKnown),
        ("alreadyknown", RpcErrorKind.AlreadyKnown),
        ("nonce too low", RpcErrorKind.NonceTooLow),
        ("nonce has already been used", RpcErrorKind.NonceTooLow),
        ("underpriced", RpcErrorKind.Underpriced),
        ("too low to replace", RpcErrorKind.Underpriced),
        ("too low for the next block", RpcErrorKind.Underpriced),
        ("maxfeepergas", RpcErrorKind.Underpriced),
        ("max fee per gas less than block base fee", RpcErrorKind.Underpriced),
        ("insufficient funds", RpcErrorKind.InsufficientFunds),
        ("doesn't have enough funds", RpcErrorKind.InsufficientFunds),
        ("revert", RpcErrorKind.Reverted),
        ("invalid opcode", RpcErrorKind.Reverted),
        ("rate limit", RpcErrorKind.Throttled),
        ("too many requests", RpcErrorKind.Throttled),
    ];

    public static RpcAnswer.Error Of(JsonElement error)
    {
        var message = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var text) ? text.ToString() : error.ToString();
        var code = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("code", out var number) && number.TryGetInt32(out var value) ? value : 0;
        // Bytes that the node knows come back with many words around these, so the first match in the table's order counts.
        var kind = code == LimitExceeded ? RpcErrorKind.Throttled
            : Table.Where(entry => message.Contains(entry.Words, StringComparison.OrdinalIgnoreCase)).Select(entry => (RpcErrorKind?)entry.Kind).FirstOrDefault() ?? RpcErrorKind.Other;
        return new(kind, message.Length <= 300 ? message : message[..300]);
    }
}
