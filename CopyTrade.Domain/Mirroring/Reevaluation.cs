using System.Globalization;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Domain.Mirroring;

/// <summary>A stored decision beside what the planner says of the same stored values now: since the planner is pure, equality proves the decision.</summary>
/// <param name="Compared">How many values were compared.</param>
/// <param name="Differences">Those that differ.</param>
public sealed record Reevaluation(int Compared, IReadOnlyList<DecisionDifference> Differences)
{
    /// <summary>Reason of a decision that could not be made because the planner failed on its input.</summary>
    public const string PlannerFailed = "planner_failed";

    /// <summary>Every value is as it was stored.</summary>
    public bool IsSame => Differences.Count == 0;

    /// <summary>Plans again on what was stored. Never throws: a planner that fails now is a difference too, or none if it failed then.</summary>
    public static Reevaluation Of(ActivityStory story)
    {
        var stored = ValuesOf(story.Row.ReasonCode == PlannerFailed ? null : story.Decision);
        var now = ValuesOf(Plan(story.Input));
        return new(stored.Count, [.. stored.Zip(now, (then, again) => new DecisionDifference(then.Name, then.Value, again.Value)).Where(pair => pair.Stored != pair.Now)]);
    }

    /// <summary>What the planner says of stored values; null where it fails on them, as it may on what another version wrote.</summary>
    public static MirrorDecision? Plan(MirrorInput input)
    {
        try
        {
            return MirrorPlanner.Plan(input);
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or InvalidOperationException)
        {
            return null;
        }
    }

    // Only what a decision is made of: titles, how long it may wait and what it replaces are told by the order itself.
    private static IReadOnlyList<(string Name, string? Value)> ValuesOf(MirrorDecision? decision)
    {
        var (place, skip) = (decision as MirrorDecision.Place, decision as MirrorDecision.Skip);
        var sizing = place?.Sizing ?? skip?.Sizing;
        var order = place?.Intent;
        return
        [
            ("outcome", place is not null ? "placed" : skip is not null ? "skipped" : "error"),
            ("reason", place?.Reason ?? skip?.Reason.ToString() ?? PlannerFailed),
            ("branch", (place?.Branch ?? skip?.Branch ?? MirrorBranch.None).ToString()),
            ("market_minimum", Number(sizing?.Floor?.Amount)),
            ("rules_want", Number(sizing?.Desired?.Amount)),
            ("left_of_ceiling", Number(sizing?.Ceiling?.Amount)),
            ("sized_shares", Number(sizing?.Shares?.Quantity)),
            ("formula", sizing?.Formula),
            .. TermsOf(order),
        ];
    }

    private static IEnumerable<(string Name, string? Value)> TermsOf(OrderIntent? order) =>
    [
        ("key", order?.Key.Value),
        ("book", order?.Book),
        ("market", order?.Condition.Value),
        ("token", order?.Token.Value),
        ("exchange", order is null ? null : order.NegRisk ? "neg_risk" : "plain"),
        ("side", order?.Side.ToString()),
        ("limit", Number(order?.Limit.Value)),
        ("shares", Number(order?.Shares.Quantity)),
        ("tick", Number(order?.Tick.Value)),
        ("time_in_force", order?.TimeInForce.ToString()),
    ];

    private static string? Number(decimal? value) => value?.ToString("0.########", CultureInfo.InvariantCulture);
}
