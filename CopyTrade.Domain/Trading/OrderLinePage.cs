namespace CopyTrade.Domain.Trading;

/// <summary>A page of orders, newest first.</summary>
/// <param name="Lines">The orders.</param>
/// <param name="Total">How many fit the filter, on all pages.</param>
/// <param name="Next">Cursor of the following page; null on the last.</param>
public sealed record OrderLinePage(IReadOnlyList<OrderLine> Lines, int Total, string? Next);
