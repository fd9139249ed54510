namespace CopyTrade.Domain.Research.Copies;

/// <summary>One bar of the waterfall, or one reason of it.</summary>
/// <param name="Bar">The bar.</param>
/// <param name="Reason">The reason, where the bar is split.</param>
/// <param name="Amount">Dollars, exact.</param>
/// <param name="Trades">How many trades of theirs are behind it.</param>
/// <param name="Unpriced">How many more would be, were their marks known.</param>
public sealed record GapStep(GapBar Bar, string? Reason, decimal Amount, int Trades, int Unpriced);
