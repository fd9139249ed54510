using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Realised result up to the end of a day (UTC).</summary>
public sealed record EquityDay(DateOnly Day, Usdc Total);
