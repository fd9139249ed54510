using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Closed positions of one kind.</summary>
/// <param name="Name">The category, or the lower end of the price band in cents.</param>
/// <param name="Wins">How many made money.</param>
/// <param name="Pnl">Realised.</param>
/// <param name="Cost">What they cost.</param>
/// <param name="Net">Mean return after the cost of copying; null with fewer than two.</param>
public sealed record GroupResult(string Name, Rate Wins, Usdc Pnl, Usdc Cost, Estimate? Net);
