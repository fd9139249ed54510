namespace CopyTrade.Domain.Rules;

/// <summary>The answer to a wish about rules.</summary>
public abstract record RuleChange
{
    private RuleChange()
    {
    }

    /// <summary>It is done.</summary>
    /// <param name="Rules">The rules as they stand now, in the order of the wish.</param>
    public sealed record Done(IReadOnlyList<TradeRule> Rules) : RuleChange;

    /// <summary>It is not done.</summary>
    /// <param name="Code">Stable word for programs: <c>rule_invalid</c>, <c>rule_limit</c>, <c>rule_not_found</c>, <c>rule_not_active</c>, <c>rule_moved</c>.</param>
    /// <param name="Message">One sentence that says what to do.</param>
    public sealed record Refused(string Code, string Message) : RuleChange;
}
