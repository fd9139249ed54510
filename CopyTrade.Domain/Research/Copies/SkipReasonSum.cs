namespace CopyTrade.Domain.Research.Copies;

/// <summary>What one reason did in a period.</summary>
/// <param name="Reason">Skip reason in snake_case.</param>
/// <param name="Skips">How many trades it refused, sales included.</param>
/// <param name="Saved">Dollars that the refused purchases would have lost.</param>
/// <param name="Missed">Dollars that the refused purchases would have made.</param>
/// <param name="Unknown">Refused purchases without a figure.</param>
/// <param name="AtTheirPrice">Of those with a figure, the ones reckoned at their price because no book was stored.</param>
public sealed record SkipReasonSum(string Reason, int Skips, decimal Saved, decimal Missed, int Unknown, int AtTheirPrice);
