using CopyTrade.Domain.Money;
using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>A binary market with a book for each outcome.</summary>
internal sealed class ListedMarket
{
    public required string Id { get; init; }

    public required string ConditionId { get; init; }

    public required string Question { get; init; }

    public required string Slug { get; init; }

    public required string EventId { get; init; }

    public required string EventSlug { get; init; }

    public required string EventTitle { get; init; }

    public required string Category { get; init; }

    public required IReadOnlyList<string> Outcomes { get; init; }

    public required IReadOnlyList<string> Tokens { get; init; }

    public required TickSize Tick { get; set; }

    public decimal MinimumSize { get; init; } = 5m;

    public bool NegRisk { get; init; }

    public decimal FeeRate { get; init; }

    public int FeeExponent { get; init; } = 1;

    public required DateTimeOffset StartDate { get; set; }

    public required DateTimeOffset EndDate { get; set; }

    public bool IsClosed { get; set; }

    /// <summary>The second token was never seen in the recording and is made up.</summary>
    public bool HasSyntheticToken { get; init; }

    /// <summary>What the first outcome is worth to the makers.</summary>
    public decimal Fair { get; set; }

    /// <summary>Dollars of movement in one step of the makers' random walk.</summary>
    public decimal Volatility { get; init; }

    /// <summary>What the first outcome was worth at the beginning of a market of the past; 0 for others.</summary>
    public decimal OpenedAt { get; init; }

    public decimal Volume { get; set; }

    public IReadOnlyList<TokenBook> Books { get; } = [new(), new()];

    public decimal FairOf(int outcome) => outcome == 0 ? Fair : 1m - Fair;
}
