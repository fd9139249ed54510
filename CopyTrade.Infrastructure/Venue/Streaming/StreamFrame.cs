using System.Text.Json;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Infrastructure.Venue.Streaming;

/// <summary>A frame of a stream: one message or an array of them.</summary>
internal sealed class StreamFrame : IDisposable
{
    private readonly JsonDocument _document;

    /// <exception cref="JsonException">Truncated or no JSON at all.</exception>
    public StreamFrame(ReadOnlyMemory<byte> frame) => _document = WireJson.Parse(frame) ?? throw new JsonException("The frame is not JSON.");

    public IEnumerable<JsonElement> Messages => _document.RootElement.ValueKind == JsonValueKind.Array ? _document.RootElement.Items() : [_document.RootElement];

    public void Dispose() => _document.Dispose();
}
