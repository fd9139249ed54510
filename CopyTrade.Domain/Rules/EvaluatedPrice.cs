using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>One evaluation, as it is kept.</summary>
/// <param name="At">When.</param>
/// <param name="Price">The price that was looked at; null when there was none.</param>
/// <param name="Trigger">The trigger then; null for a trailing stop before its first price.</param>
/// <param name="Outcome">Why nothing was done.</param>
public sealed record EvaluatedPrice(DateTimeOffset At, Price? Price, Price? Trigger, HoldReason Outcome);
