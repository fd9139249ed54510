using CopyTrade.Domain.Venue;

namespace CopyTrade.Simulator.Engine;

/// <summary>One taker order meeting the resting orders of one price level.</summary>
internal sealed class MatchedTrade
{
    public required string Id { get; init; }

    public required BookOrder Taker { get; init; }

    public required decimal Price { get; init; }

    public required decimal Size { get; init; }

    public required decimal Fee { get; init; }

    public required IReadOnlyList<MakerFill> Makers { get; init; }

    public required DateTimeOffset MatchedAt { get; init; }

    /// <summary>Empty until an outside chain has been given it.</summary>
    public required string TransactionHash { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }

    public string Status { get; set; } = "MATCHED";

    public bool IsInBlock => Status is "MINED" or "CONFIRMED";

    public bool IsCustomers => Taker.Owner.Length > 0 || Makers.Any(m => m.Order.Owner.Length > 0);

    public OrderSide Side => Taker.Side;
}

internal sealed record MakerFill(BookOrder Order, decimal Size, decimal Fee = 0m);
