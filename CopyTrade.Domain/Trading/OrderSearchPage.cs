namespace CopyTrade.Domain.Trading;

/// <summary>Orders that a text finds, newest first.</summary>
/// <param name="Orders">The orders.</param>
/// <param name="Next">Cursor of the next page; null on the last.</param>
public sealed record OrderSearchPage(IReadOnlyList<OrderDetail> Orders, string? Next);
