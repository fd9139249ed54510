using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Mirroring;

/// <summary>The sizing arithmetic, for people: every number on the way to the order.</summary>
/// <param name="Floor">Market floor F = max(minimum shares × price, minimum dollars), in dollars; null when unknown.</param>
/// <param name="Desired">What the policy wanted before caps, in dollars.</param>
/// <param name="Ceiling">The per-target ceiling left, in dollars.</param>
/// <param name="Shares">Shares ordered, or that would have been; null when it came to none.</param>
/// <param name="Formula">The arithmetic in one line, e.g. <c>10% of $48.96 = $4.90</c>.</param>
public sealed record SizingTrace(Usdc? Floor, Usdc? Desired, Usdc? Ceiling, Shares? Shares, string Formula);
