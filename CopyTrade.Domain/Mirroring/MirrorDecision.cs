using System.Text.Json.Serialization;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Mirroring;

/// <summary>What the planner says about a fill. As JSON it carries <c>outcome</c>.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "outcome")]
[JsonDerivedType(typeof(Place), "placed")]
[JsonDerivedType(typeof(Skip), "skipped")]
public abstract record MirrorDecision
{
    private MirrorDecision()
    {
    }

    /// <summary>Place an order.</summary>
    /// <param name="Intent">The order wanted; it no longer knows the target.</param>
    /// <param name="Branch">What the fill means for our holding.</param>
    /// <param name="Reason">Place reason in the closed words of R0.29: <c>ok</c>, <c>layer_scale_in</c>, <c>hedge_followup</c>, <c>sell_closed_position</c>.</param>
    /// <param name="Sizing">The arithmetic.</param>
    public sealed record Place(OrderIntent Intent, MirrorBranch Branch, string Reason, SizingTrace Sizing) : MirrorDecision;

    /// <summary>Do not copy. A result, not an error.</summary>
    /// <param name="Reason">The first check that failed.</param>
    /// <param name="Branch">What the fill would have meant.</param>
    /// <param name="Sizing">The arithmetic as far as it got; null when sizing was not reached.</param>
    public sealed record Skip(SkipReason Reason, MirrorBranch Branch, SizingTrace? Sizing) : MirrorDecision;
}
