namespace CopyTrade.Domain.Research.Copies;

/// <summary>An explanation as it is kept.</summary>
/// <param name="Decision">Row of the decision.</param>
/// <param name="Order">Row of our order.</param>
/// <param name="WrittenAt">When it was written last.</param>
/// <param name="Explanation">The account.</param>
public sealed record KeptExplanation(Guid Decision, Guid Order, DateTimeOffset WrittenAt, TradeExplanation Explanation);
