using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Closed positions of one category within one band of prices.</summary>
/// <param name="Category">Lower case.</param>
/// <param name="From">Lower end of the band in cents.</param>
/// <param name="Pnl">Realised.</param>
/// <param name="N">How many.</param>
public sealed record HeatCell(string Category, int From, Usdc Pnl, int N);
