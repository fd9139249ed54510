namespace CopyTrade.Web.Features.Search;

/// <summary>What a search found.</summary>
/// <param name="Hits">In the order in which they help.</param>
/// <param name="MoreOrders">Cursor of further orders; null when all that were found are there.</param>
public sealed record SearchResult(IReadOnlyList<Found> Hits, string? MoreOrders);
