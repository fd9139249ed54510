using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Targets;

/// <summary>One change of a target, or of the tenant's defaults.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="Before">How it was; null when it began.</param>
/// <param name="After">How it is since.</param>
public sealed record TargetHistoryEntry(DateTimeOffset At, UserId By, TargetSettings? Before, TargetSettings After)
{
    /// <summary>What changed: name of the rule, before, after.</summary>
    public IReadOnlyList<(string Name, string? Before, string? After)> Differences => RuleText.Differences(Before, After);
}
