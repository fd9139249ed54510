namespace CopyTrade.Domain.Targets;

/// <summary>A named set of rules to begin with; every value stays editable.</summary>
/// <param name="Code">Stable word.</param>
/// <param name="Name">For people.</param>
/// <param name="Says">What it is for, in one sentence.</param>
/// <param name="Sizing">How large orders are.</param>
/// <param name="MaxPerTrade">Ceiling on one outcome.</param>
/// <param name="FilterPercentile">Used by percentile policies.</param>
/// <param name="Rules">The rules that it sets.</param>
public sealed record RulePreset(string Code, string Name, string Says, SizingPolicy Sizing, Money.Usdc MaxPerTrade, int FilterPercentile, CopyRules Rules);
