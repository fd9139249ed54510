namespace CopyTrade.Domain.Rules;

/// <summary>What a rule waits for (R4.1, R4.3).</summary>
public enum RuleKind
{
    /// <summary>The price is at the trigger or under it.</summary>
    StopLoss,

    /// <summary>The price is at the trigger or above it.</summary>
    TakeProfit,

    /// <summary>A stop-loss whose trigger follows the price up and never comes down (R4.4).</summary>
    TrailingStop,
}
