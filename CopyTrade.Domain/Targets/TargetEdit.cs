using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>What a user wants of a target. When one is added, what is null takes the tenant's default; when one is changed, it stays as it is.</summary>
/// <param name="Label">Own name; empty removes it.</param>
/// <param name="Sizing">How large our orders are.</param>
/// <param name="MaxPerTrade">Ceiling on one outcome.</param>
/// <param name="FilterPercentile">50 to 99.</param>
/// <param name="Rules">The target's own rules as a whole; <see cref="CopyRules.None"/> takes everything from the tenant's default.</param>
public sealed record TargetEdit(string? Label = null, SizingPolicy? Sizing = null, Usdc? MaxPerTrade = null, int? FilterPercentile = null, CopyRules? Rules = null);
