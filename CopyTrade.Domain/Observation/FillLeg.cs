using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Observation;

/// <summary>Equal rows of a fill: so many times this quantity at this price.</summary>
/// <param name="Shares">Quantity of one row, above zero.</param>
/// <param name="Price">Price of one row.</param>
/// <param name="Count">How many such rows, at least 1.</param>
public readonly record struct FillLeg(Shares Shares, Price Price, int Count);
