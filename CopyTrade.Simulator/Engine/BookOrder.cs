using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Engine;

/// <summary>An order that the venue took, resting or done.</summary>
internal sealed class BookOrder
{
    public required string Id { get; init; }

    public required Account Account { get; init; }

    /// <summary>API key of the owner; empty for the venue's own makers and leaders.</summary>
    public string Owner { get; init; } = "";

    public required ListedMarket Market { get; init; }

    public required int OutcomeIndex { get; init; }

    public required OrderSide Side { get; init; }

    public required decimal Price { get; init; }

    public required decimal Size { get; init; }

    /// <summary>Dollars to spend: what a FOK or FAK purchase is limited by, instead of shares.</summary>
    public decimal? Budget { get; init; }

    public TimeInForce Type { get; init; } = TimeInForce.Gtc;

    public long Expiration { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public decimal Matched { get; set; }

    public decimal Spent { get; set; }

    public string Status { get; set; } = "LIVE";

    public List<string> TradeIds { get; } = [];

    public string Token => Market.Tokens[OutcomeIndex];

    public string Outcome => Market.Outcomes[OutcomeIndex];

    public decimal Remaining => Size - Matched;

    public bool IsBot => Account.Unlimited;
}
