using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Rules;

/// <summary>What became of the rules that a copy asked for.</summary>
/// <param name="Rules">The rules that were made; none when they were refused.</param>
/// <param name="Reason">Why there are none; null when there are.</param>
/// <param name="Entry">Average price that they were measured from.</param>
/// <param name="At">When.</param>
public sealed record RuleAttachment(IReadOnlyList<TradeRule> Rules, string? Reason, Price Entry, DateTimeOffset At);
