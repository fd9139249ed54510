namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>All that the next step of a leaving may look at.</summary>
/// <param name="Exit">The leaving.</param>
/// <param name="IsFollowed">The target is still followed.</param>
/// <param name="IsHalted">The halt that came with it still holds.</param>
/// <param name="HasOrders">The book has an unfinished order, a purchase or a sale.</param>
/// <param name="Holdings">What the book holds, or moves.</param>
/// <param name="Now">The moment.</param>
public sealed record TargetExitFacts(TargetExit Exit, bool IsFollowed, bool IsHalted, bool HasOrders, IReadOnlyList<TargetExitHolding> Holdings, DateTimeOffset Now);
