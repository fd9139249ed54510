using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Simulation;

/// <summary>What a paper account can still spend.</summary>
/// <param name="Cash">Dollars that no other order holds back.</param>
/// <param name="Shares">Settled shares of the order's token that no other order holds back.</param>
public readonly record struct PaperFunds(Usdc Cash, Shares Shares);
