using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A wallet among those who closed enough positions of one category.</summary>
/// <param name="Category">Lower case.</param>
/// <param name="Rank">From 1, by the cautious end of <paramref name="Shrunk"/>; null when too little is known to rank it there.</param>
/// <param name="Of">How many are ranked there.</param>
/// <param name="Shrunk">Edge in the category after the cost of copying, luck taken off among the wallets of that category; null when too little is known.</param>
/// <param name="Wins">How many made money there.</param>
/// <param name="Pnl">Realised there in 90 days.</param>
public sealed record CategoryStanding(string Category, int? Rank, int Of, Estimate? Shrunk, Rate Wins, Usdc Pnl);
