using System.Text.Json;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>The three outcomes of a request to a node.</summary>
internal abstract record RpcAnswer
{
    private RpcAnswer()
    {
    }

    public sealed record Result(JsonElement Value) : RpcAnswer;

    public sealed record Error(RpcErrorKind Kind, string Message) : RpcAnswer;

    /// <summary>No answer, or none that can be read.</summary>
    public sealed record Silent(string Cause) : RpcAnswer;
}
