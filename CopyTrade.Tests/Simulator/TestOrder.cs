namespace CopyTrade.Tests.Simulator;

/// <summary>The signed fields of an order, with defaults that make a test short.</summary>
public sealed record TestOrder
{
    public long Salt { get; init; } = 479249096354;

    public required string Maker { get; init; }

    public required string Signer { get; init; }

    public required string TokenId { get; init; }

    public required long MakerAmount { get; init; }

    public required long TakerAmount { get; init; }

    public string Side { get; init; } = "BUY";

    public int SignatureType { get; init; }

    public long Timestamp { get; init; } = 1713398400000;

    public string Metadata { get; init; } = "0x" + new string('0', 64);

    public string Builder { get; init; } = "0x" + new string('0', 64);
}
