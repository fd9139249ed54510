namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>A JSON-RPC method with its parameters.</summary>
internal sealed record RpcRequest(string Method, params object?[] Parameters)
{
    /// <summary>A call that changes nothing, on the newest block.</summary>
    public static RpcRequest Call(Domain.Venue.WalletAddress to, byte[] data) => new("eth_call", new { to = to.Value, data = PrefixedHex.Of(data) }, "latest");

    public static string Hex(long number) => "0x" + number.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
}
