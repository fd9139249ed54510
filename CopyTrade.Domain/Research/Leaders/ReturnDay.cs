namespace CopyTrade.Domain.Research.Leaders;

/// <summary>Mean return of what was closed on a day (UTC), each position or market counted alike, before the cost of copying.</summary>
/// <param name="Day">The day.</param>
/// <param name="Mean">Mean return, cut at +500%.</param>
/// <param name="N">How many positions of a wallet, or markets of the index.</param>
public sealed record ReturnDay(DateOnly Day, double Mean, int N);
