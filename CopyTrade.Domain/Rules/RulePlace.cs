namespace CopyTrade.Domain.Rules;

/// <summary>Where a page of rules or of their events ended: the next one begins with what is older.</summary>
/// <param name="At">When the last row was made, or last seen; UTC.</param>
/// <param name="Id">The last row's id, as the list shows it.</param>
public sealed record RulePlace(DateTimeOffset At, string Id);
