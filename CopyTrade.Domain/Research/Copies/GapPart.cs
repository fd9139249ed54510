namespace CopyTrade.Domain.Research.Copies;

/// <summary>What one trade adds to one bar.</summary>
/// <param name="Bar">The bar.</param>
/// <param name="Reason">The rule or the order's end in snake_case, where the bar is split; null otherwise.</param>
/// <param name="Amount">Dollars, exact; below zero it cost us.</param>
public sealed record GapPart(GapBar Bar, string? Reason, decimal Amount);
