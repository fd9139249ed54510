namespace CopyTrade.Simulator.Engine;

/// <summary>One order as it came in by POST, accepted or not: the ground truth that tests compare with.</summary>
internal sealed class ReceivedOrder
{
    public required DateTimeOffset ReceivedAt { get; init; }

    public string Id { get; set; } = "";

    public string Address { get; set; } = "";

    public string Maker { get; set; } = "";

    public string Token { get; set; } = "";

    public string Side { get; set; } = "";

    public decimal Price { get; set; }

    public decimal Size { get; set; }

    public string Type { get; set; } = "";

    public bool Accepted { get; set; }

    public string Error { get; set; } = "";

    public BookOrder? Order { get; set; }
}
