using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>A price of one outcome token at one moment.</summary>
/// <param name="At">When, to the second.</param>
/// <param name="Price">The price, dollars a share.</param>
public sealed record PricePoint(DateTimeOffset At, Price Price);
