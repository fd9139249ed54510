using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Everything about one story: the values the planner used, what the order went through, how it settled.</summary>
/// <param name="Row">The line of the list.</param>
/// <param name="Input">What the planner looked at.</param>
/// <param name="Decision">What the planner said, as it was written down then; <see cref="Reevaluation"/> runs it again on <paramref name="Input"/>.</param>
/// <param name="Order">Our order; null for a skip.</param>
/// <param name="Events">What happened to the order, oldest first.</param>
/// <param name="Fills">Our matches, oldest first.</param>
public sealed record ActivityStory(
    ActivityRow Row,
    MirrorInput Input,
    MirrorDecision Decision,
    OrderDetail? Order,
    IReadOnlyList<OrderHistoryEntry> Events,
    IReadOnlyList<OrderFillDetail> Fills)
{
    /// <summary>Sources that saw the target's trade after the one that told of it first, oldest first.</summary>
    public IReadOnlyList<SourceSighting> AlsoSeen { get; init; } = [];
}
