using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>One entry of a rule's timeline.</summary>
/// <param name="Id">Stable text.</param>
/// <param name="Rule">Which rule.</param>
/// <param name="Kind">What happened; null for evaluations.</param>
/// <param name="At">When; of evaluations the last of them.</param>
/// <param name="Price">The price that it happened at; null when no price had to do with it.</param>
/// <param name="Trigger">The trigger after it; null for a trailing stop before its first price.</param>
/// <param name="Data">Details, a JSON object.</param>
/// <param name="Evaluations">The evaluations that it stands for; null for an event.</param>
public sealed record RuleEntry(string Id, RuleId Rule, RuleEventKind? Kind, DateTimeOffset At, Price? Price, Price? Trigger, string Data, EvaluationSummary? Evaluations);
