namespace CopyTrade.Domain.Research.Copies;

/// <summary>One part of an explanation.</summary>
/// <param name="Title">What it answers.</param>
/// <param name="Lines">Sentences; text of the venue in them is untrusted.</param>
public sealed record ExplanationSection(string Title, IReadOnlyList<string> Lines);
