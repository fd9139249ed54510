namespace CopyTrade.Simulator.Chain;

/// <summary>What a node answers instead of a result.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    public int Code { get; } = code;
}
