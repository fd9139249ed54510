namespace CopyTrade.Domain.Research.Copies;

/// <summary>The gap with what is known to be missing from it.</summary>
/// <param name="Report">The gap.</param>
/// <param name="Unread">Trades of theirs that a later check showed and that were never read: in no sum.</param>
/// <param name="FeesUnknown">Matches of ours whose fee the venue has not told: counted as none.</param>
/// <param name="IsTooMuch">There were too many trades to reckon at once: then the report is empty, and a single target is to be chosen.</param>
public sealed record CopyGapAnswer(CopyGapReport Report, int Unread, int FeesUnknown, bool IsTooMuch = false);
