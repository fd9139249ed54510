namespace CopyTrade.Domain.Rules;

/// <summary>A page of rules.</summary>
/// <param name="Lines">What needs an answer first, then what watches, then the newest.</param>
/// <param name="Counts">How many there are in each status; a status without rules is missing.</param>
public sealed record RuleLinePage(IReadOnlyList<RuleLine> Lines, IReadOnlyDictionary<RuleStatus, int> Counts)
{
    /// <summary>All of one status, or of all.</summary>
    public int Total(RuleStatus? status) => status is { } one ? Counts.GetValueOrDefault(one) : Counts.Values.Sum();
}
