using CopyTrade.Domain.Mirroring;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>A decision as it was written. What is shown is this and not what the planner says today: the two are held against each other.</summary>
internal sealed class StoredDecision
{
    public const string Sql = "select input::text as input, outcome, reason, branch, sizing::text as sizing from copy_decision where id = @decisionId";

    public required string Input { get; init; }

    public required string Outcome { get; init; }

    public required string Reason { get; init; }

    public required string Branch { get; init; }

    public string? Sizing { get; init; }

    public MirrorInput ToInput() => DomainJson.Read<MirrorInput>(Input);

    /// <summary>The decision; the replay itself where it says the same. The words of the arithmetic and what only the ledger knows are not compared.</summary>
    public MirrorDecision ToDecision(MirrorInput input, OrderRow? order)
    {
        var (again, branch, sizing) = (MirrorReplay.Of(input), EnumText.Parse<MirrorBranch>(Branch), Sizing is null ? null : DomainJson.Read<SizingTrace>(Sizing));
        return (Outcome, order, sizing) switch
        {
            ("skipped", _, _) => again is MirrorDecision.Skip skip && skip.Reason.ToText() == Reason && skip.Branch == branch && AreSame(skip.Sizing, sizing)
                ? skip : new MirrorDecision.Skip(EnumText.Parse<SkipReason>(Reason), branch, sizing),
            ("placed", not null, not null) => again is MirrorDecision.Place place && place.Reason == Reason && place.Branch == branch && AreSame(place.Sizing, sizing) && IsOf(place, order)
                ? place : new MirrorDecision.Place(order.Intent with { Shares = order.WantedShares ?? order.Shares }, branch, Reason, sizing),
            // The planner failed: nobody knows what it would have said.
            _ => new MirrorDecision.Skip(SkipReason.MarketUnknown, MirrorBranch.None, null),
        };
    }

    private static bool IsOf(MirrorDecision.Place place, OrderRow order) =>
        (place.Intent.Key, place.Intent.Token, place.Intent.Side, place.Intent.Limit, place.Intent.TimeInForce, place.Intent.Shares)
        == (order.Intent.Key, order.Intent.Token, order.Intent.Side, order.Intent.Limit, order.Intent.TimeInForce, order.WantedShares ?? order.Shares);

    private static bool AreSame(SizingTrace? one, SizingTrace? other) => one is null ? other is null : other is not null && one with { Formula = "" } == other with { Formula = "" };
}
