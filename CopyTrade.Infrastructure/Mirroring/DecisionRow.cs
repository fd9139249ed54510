using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>One decision about to be written. Append-only: it is never changed afterwards.</summary>
/// <param name="Follower">Whose decision.</param>
/// <param name="Input">What was looked at.</param>
/// <param name="Decision">What was said; null when the planner itself failed.</param>
internal sealed record DecisionRow(Follower Follower, MirrorInput Input, MirrorDecision? Decision)
{
    public const string PlannerFailed = Reevaluation.PlannerFailed;

    public Guid Id { get; } = Guid.CreateVersion7(Input.Now);

    /// <summary>Our order, known once the ledger has it.</summary>
    public OrderId? Order { get; init; }

    /// <summary>Costs by token from which a gap policy counts, when this fill is where it begins.</summary>
    public IReadOnlyDictionary<string, decimal>? Baseline { get; init; }

    public string Outcome => Decision switch { null => "error", MirrorDecision.Place => "placed", _ => "skipped" };

    public string Reason => Decision switch
    {
        MirrorDecision.Place place => place.Reason,
        MirrorDecision.Skip skip => skip.Reason.ToText(),
        _ => PlannerFailed,
    };

    public MirrorBranch Branch => Decision switch { MirrorDecision.Place place => place.Branch, MirrorDecision.Skip skip => skip.Branch, _ => MirrorBranch.None };

    public SizingTrace? Sizing => Decision switch { MirrorDecision.Place place => place.Sizing, MirrorDecision.Skip skip => skip.Sizing, _ => null };

    public IdempotencyKey Key => MirrorKeys.For(Follower.Target.Key, Input.Fill.Id);
}
