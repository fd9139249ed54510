namespace CopyTrade.Domain.Mirroring;

/// <summary>A value of a decision that two runs of the planner do not agree on, as exact text.</summary>
/// <param name="Name">Stable name, e.g. <c>limit</c>.</param>
/// <param name="Stored">What was written when it was decided; null for none.</param>
/// <param name="Now">What the planner says now; null for none.</param>
public sealed record DecisionDifference(string Name, string? Stored, string? Now);
