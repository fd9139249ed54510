using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A decision as it stands in the log.</summary>
internal sealed class WrittenDecision
{
    public required string Input { get; init; }

    public required string Outcome { get; init; }

    public required string Reason { get; init; }

    public required string Branch { get; init; }

    public string? Sizing { get; init; }

    /// <summary>What was decided, from what was written and not by deciding again; null when the planner failed, or for words that are no longer known.</summary>
    /// <param name="intent">The order that came of it.</param>
    public MirrorDecision? Of(OrderIntent? intent)
    {
        if (!EnumText.TryParse<MirrorBranch>(Branch, out var branch)) return null;
        var sizing = Sizing is null ? null : DomainJson.Read<SizingTrace>(Sizing);
        return Outcome switch
        {
            "placed" when intent is not null && sizing is not null => new MirrorDecision.Place(intent, branch, Reason, sizing),
            "skipped" when EnumText.TryParse<SkipReason>(Reason, out var reason) => new MirrorDecision.Skip(reason, branch, sizing),
            _ => null,
        };
    }
}
