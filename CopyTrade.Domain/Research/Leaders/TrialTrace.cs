namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A trial with what was made of each trade.</summary>
/// <param name="Result">The sums.</param>
/// <param name="Steps">The trades of its time, oldest first.</param>
public sealed record TrialTrace(TrialResult Result, IReadOnlyList<TrialStep> Steps);
