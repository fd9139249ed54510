using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>The venue's last refusal of an order of the wallet, while nothing was accepted since.</summary>
/// <param name="Side">What the order was to do.</param>
/// <param name="Code">Its class (R0.41).</param>
/// <param name="Words">The venue's own words; null when it gave none.</param>
/// <param name="At">When, UTC.</param>
public sealed record WalletRefusal(OrderSide Side, VenueErrorCode Code, string? Words, DateTimeOffset At);
