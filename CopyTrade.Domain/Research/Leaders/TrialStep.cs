using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What a trial made of one trade.</summary>
/// <param name="Fill">Their trade.</param>
/// <param name="Skipped">Why it was left out; null when an order would have gone out.</param>
/// <param name="Order">The order; null for a skip.</param>
/// <param name="IsMissed">The order found nobody.</param>
public sealed record TrialStep(LeaderFill Fill, SkipReason? Skipped, OrderIntent? Order, bool IsMissed);
