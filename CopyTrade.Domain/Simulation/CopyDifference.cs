namespace CopyTrade.Domain.Simulation;

/// <summary>One difference with its cause.</summary>
/// <param name="Kind">In what.</param>
/// <param name="Cause">Why.</param>
/// <param name="Paper">The paper account's value, for people.</param>
/// <param name="Live">The live account's value, for people.</param>
/// <param name="Says">One sentence with the evidence.</param>
public sealed record CopyDifference(DifferenceKind Kind, DifferenceCause Cause, string Paper, string Live, string Says);
