using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>A part of a purchase that a target sold.</summary>
/// <param name="Shares">Quantity, above zero.</param>
/// <param name="Price">What they got a share.</param>
/// <param name="At">When, UTC.</param>
public sealed record TargetSale(decimal Shares, Price Price, DateTimeOffset At);
