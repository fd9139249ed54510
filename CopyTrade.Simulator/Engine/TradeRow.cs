using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Engine;

/// <summary>One row of the data feed.</summary>
internal sealed record TradeRow
{
    public long Sequence { get; init; }

    public required Account Account { get; init; }

    public required string Side { get; init; }

    public required ListedMarket Market { get; init; }

    public required int OutcomeIndex { get; init; }

    public required decimal Size { get; init; }

    public required decimal Price { get; init; }

    /// <summary>Cash moved; a taker's row includes the fee.</summary>
    public required decimal Cash { get; init; }

    public required long Timestamp { get; init; }

    public required string TransactionHash { get; init; }

    public required bool IsTaker { get; init; }

    public required DateTimeOffset VisibleAt { get; init; }

    public string? TradeId { get; init; }

    public string Token => Market.Tokens[OutcomeIndex];
}
