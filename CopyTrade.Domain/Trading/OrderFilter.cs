using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>Which orders; null is any.</summary>
/// <param name="Show">By where they stand.</param>
/// <param name="Book">By whose shares they trade.</param>
/// <param name="Side">By direction.</param>
/// <param name="Origin">By who asked.</param>
/// <param name="Since">Written at this time or later.</param>
public sealed record OrderFilter(OrderGroup Show = OrderGroup.All, string? Book = null, OrderSide? Side = null, OrderOrigin? Origin = null, DateTimeOffset? Since = null);
