using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>Whether rules may be stored (R4.1, R4.8).</summary>
public static class RuleCheck
{
    /// <summary>How many rules of a tenant may be active at once, unless the installation allows more.</summary>
    public const int MostActive = 50;

    private const int LongestBook = 64;

    /// <summary>Why these are no terms, as a sentence that says what to do; null when they are.</summary>
    public static string? Problem(RuleTerms terms, DateTimeOffset now) => terms switch
    {
        { Kind: RuleKind.TrailingStop, TrailingPercent: null } => "A trailing stop needs a trailing percentage.",
        { Kind: not RuleKind.TrailingStop, TrailingPercent: not null } => "Only a trailing stop has a trailing percentage: leave it out.",
        { TrailingPercent: <= 0m or >= 100m } => "The trailing percentage is above 0 and under 100.",
        { Kind: not RuleKind.TrailingStop, Trigger: null } => "A trigger price is needed.",
        { Trigger.Value: <= 0m or >= 1m } => "The trigger price is above 0 and under 1 dollar.",
        { Action: ExitAction.SellPart { Amount.Quantity: 0m } } => "The shares to sell must be above zero.",
        { Floor.Value: <= 0m or >= 1m } => "The lowest price to sell at is above 0 and under 1 dollar, or empty for none.",
        { Kind: RuleKind.TakeProfit, Floor: { } floor, Trigger: { } trigger } when floor > trigger => "The lowest price to sell at is above the trigger: it could fire and not sell.",
        { MaxSlippagePercent: < 0m or > 100m } => "The slippage is 0 to 100 percent.",
        { ExpiresAt: { } end } when end <= now => "The end lies in the past.",
        { Book.Length: 0 or > LongestBook } => "A book is named by 1 to 64 characters.",
        _ => null,
    };

    /// <summary>Why two rules are no bracket around one position; null when they are: a stop under a target, of one token and one book.</summary>
    public static string? BracketProblem(RuleTerms stop, RuleTerms target) => (stop, target) switch
    {
        _ when !stop.IsStop || target.Kind != RuleKind.TakeProfit => "A bracket is a stop and a take-profit.",
        _ when stop.Token != target.Token || stop.Book != target.Book => "Both rules of a bracket belong to one position.",
        _ when stop.Trigger is { } low && target.Trigger is { } high && low >= high => "The stop must lie under the take-profit.",
        _ => null,
    };

    /// <summary>Why the trigger may not become this; null when it may. Only an active rule's trigger is changed (R4.8), and nothing else of it.</summary>
    public static string? ChangeProblem(RuleStatus status, Price trigger) => (status, trigger.Value) switch
    {
        (not RuleStatus.Active, _) => "Only an active rule can be changed.",
        (_, <= 0m or >= 1m) => "The trigger price is above 0 and under 1 dollar.",
        _ => null,
    };
}
