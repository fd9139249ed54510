using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>A rule as a list shows it.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="ExitState"><c>running</c>, <c>done</c> or <c>given_up</c> of its last firing; null when it never fired.</param>
/// <param name="WaitsFor">What a running exit waits for; null otherwise or while it is not known.</param>
/// <param name="Sold">Shares sold by all its firings, confirmed or not, without what was voided.</param>
/// <param name="LeftOver">Shares that its last firing could not sell; null while it runs.</param>
/// <param name="Outcome">Why its last evaluation that was written down did nothing; null before the first.</param>
/// <param name="OutcomeAt">When that was.</param>
/// <param name="IsOfCopy">True when it was made for a new copy.</param>
public sealed record RuleLine(TradeRule Rule, string? ExitState, ExitWait? WaitsFor, Shares Sold, Shares? LeftOver, HoldReason? Outcome, DateTimeOffset? OutcomeAt, bool IsOfCopy)
{
    /// <summary>True while its exit sells.</summary>
    public bool IsSelling => ExitState == "running";
}
