namespace CopyTrade.Domain.Simulation;

/// <summary>A followed trade and what the two accounts made of it.</summary>
/// <param name="FillId">The followed trade.</param>
/// <param name="Title">Its market; untrusted text, null when not known.</param>
/// <param name="Paper">The paper account's side; null when it did not decide on it.</param>
/// <param name="Live">The live account's side; null when it did not decide on it.</param>
/// <param name="Differences">Empty when both did the very same.</param>
public sealed record ComparedCopy(string FillId, string? Title, ComparedSide? Paper, ComparedSide? Live, IReadOnlyList<CopyDifference> Differences)
{
    /// <summary>No difference is without a cause.</summary>
    public bool IsExplained => Differences.All(difference => difference.Cause != DifferenceCause.Unexplained);
}
