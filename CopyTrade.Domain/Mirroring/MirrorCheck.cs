namespace CopyTrade.Domain.Mirroring;

/// <summary>One check of the planner, for people.</summary>
/// <param name="Name">What was asked, as a statement that holds when the check passes.</param>
/// <param name="Passed">Whether it held; null when an earlier check ended the matter.</param>
/// <param name="Values">The values compared; untrusted text may be part of them.</param>
public sealed record MirrorCheck(string Name, bool? Passed, string Values);
