namespace CopyTrade.Domain.Mirroring;

/// <summary>One page of stories, newest decision first.</summary>
/// <param name="Rows">The stories.</param>
/// <param name="Total">How many the filter matches.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record ActivityPage(IReadOnlyList<ActivityRow> Rows, int Total, string? Next);
