using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>A part of what a copy bought that was sold or paid out, or what a copied sale closed.</summary>
/// <param name="Cause"><c>sale</c>, <c>redeemed</c>, <c>lost</c> or <c>dust</c>.</param>
/// <param name="Shares">Quantity.</param>
/// <param name="Proceeds">What it brought, fee taken off.</param>
/// <param name="Cost">What those shares had cost.</param>
/// <param name="At">When.</param>
public sealed record AfterCopy(string Cause, Shares Shares, Usdc Proceeds, Usdc Cost, DateTimeOffset At);
