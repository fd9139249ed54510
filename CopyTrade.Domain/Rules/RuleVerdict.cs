using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>What one evaluation came to.</summary>
public abstract record RuleVerdict
{
    private RuleVerdict()
    {
    }

    /// <summary>Nothing is to be done.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Hold(HoldReason Reason) : RuleVerdict;

    /// <summary>The trailing trigger goes up (R4.4).</summary>
    /// <param name="Trigger">The new trigger, above the old one.</param>
    public sealed record Tighten(Price Trigger) : RuleVerdict;

    /// <summary>The price came.</summary>
    /// <param name="Price">The price that met the trigger.</param>
    public sealed record Fire(Price Price) : RuleVerdict;

    /// <summary>It ended before its price came.</summary>
    /// <param name="Reason">Why, for people.</param>
    public sealed record Expire(string Reason) : RuleVerdict;

    /// <summary>The position that it guarded is gone.</summary>
    public sealed record Close : RuleVerdict;
}
