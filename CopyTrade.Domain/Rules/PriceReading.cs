using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>A price as a rule sees it.</summary>
/// <param name="Source">Which price.</param>
/// <param name="Value">The price; null when there is none, for example nobody bids.</param>
/// <param name="At">When the venue was known to show it.</param>
/// <param name="Covered">How many of the shares in question the bids take at that price on average; equal to all of them where the source does not look at sizes.</param>
public sealed record PriceReading(PriceSource Source, Price? Value, DateTimeOffset At, Shares Covered);
