using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Everything that the planner looks at. Stored with the decision, so that it can be made again and gives the same result.</summary>
/// <param name="Fill">The target's fill.</param>
/// <param name="Target">The follower's rules of size.</param>
/// <param name="Market">Constraints of the token; null when the venue knows none.</param>
/// <param name="Snapshot">Our own situation when the fill was judged.</param>
/// <param name="MaxFillAge">Older fills are not followed.</param>
/// <param name="Now">The moment of the decision.</param>
/// <param name="Rules">The other rules as they counted then, all layers together; null in decisions from before there were any.</param>
/// <param name="Context">What was known of the target.</param>
/// <param name="Book">The book, when a rule asks for it and it was to be had.</param>
/// <param name="Group">Small fills that waited for this one; null when none are added up.</param>
/// <param name="ExitReachPercent">How far under their price a sale that may not rest still sells, per cent of it. Null in decisions from before there was a reach: those sold at their price or not at all, and not past the market's stated end.</param>
public sealed record MirrorInput(
    ObservedFill Fill, CopyTarget Target, Market? Market, MirrorSnapshot Snapshot, TimeSpan MaxFillAge, DateTimeOffset Now,
    CopyRules? Rules = null, TargetContext? Context = null, BookFacts? Book = null, FillGroup? Group = null, decimal? ExitReachPercent = null)
{
    /// <summary>The reach that sales are planned with now, per cent: the same as that of rules.</summary>
    public const decimal DefaultExitReachPercent = 10m;

    /// <summary>The rules that count, none where none were stored.</summary>
    [JsonIgnore]
    public CopyRules Counting => Rules ?? CopyRules.None;

    /// <summary>Whether the market's stated end counts. Trading often goes on after it, and an exit is followed for as long as the market takes orders.</summary>
    [JsonIgnore]
    public bool HeedsEnd => Fill.Side == OrderSide.Buy || ExitReachPercent is null;

    /// <summary>How old the fill may be: for buys the tenant may ask for fresher ones than the platform, exits are followed as long as it does.</summary>
    [JsonIgnore]
    public TimeSpan AgeLimit => Fill.Side == OrderSide.Buy && Counting.MaxAgeSeconds is > 0 and var own && TimeSpan.FromSeconds(own) < MaxFillAge ? TimeSpan.FromSeconds(own) : MaxFillAge;

    /// <summary>What they traded, with the small fills that waited for this one.</summary>
    [JsonIgnore]
    public Usdc TheirNotional => Group is { } group ? Fill.Notional + group.Notional : Fill.Notional;

    /// <summary>The target's cost on the token once the fill is in; the fill alone when its holding is not known: it cannot be less.</summary>
    [JsonIgnore]
    public Usdc TargetCost => (Context?.Token?.Cost ?? Usdc.Zero) + Fill.Notional;

    /// <summary>The part of the target's cost on the market that is on this token once the fill is in, 0 to 1; null when not known (R0.26).</summary>
    [JsonIgnore]
    public decimal? SideFraction => Context is { Token.Cost: { } token, ConditionCost: { } all } && (all + Fill.Notional).Amount > 0m
        ? Math.Clamp((token + Fill.Notional).Amount / (all + Fill.Notional).Amount, 0m, 1m) : null;
}
