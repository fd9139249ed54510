namespace CopyTrade.Domain.Research.Copies;

/// <summary>Skips, newest first.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record SkipPage(IReadOnlyList<SkipLine> Lines, string? Next);
