using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Simulation;

/// <summary>A simulated match on one level of the book.</summary>
/// <param name="Price">Price of the level; of a resting order its own limit.</param>
/// <param name="Shares">Above zero.</param>
/// <param name="Fee">Taker fee in dollars by the market's own schedule; zero for a maker.</param>
public readonly record struct PaperMatch(Price Price, Shares Shares, Usdc Fee);
