using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Research.Days;

/// <summary>Trades of theirs of one day that ended the same way for the same reason.</summary>
/// <param name="Group">Copied, skipped, failed or in flight.</param>
/// <param name="Reason">Skip reason, order failure or place reason in snake_case.</param>
/// <param name="Trades">How many.</param>
/// <param name="Theirs">Dollars of theirs.</param>
/// <param name="Ours">Dollars of our matches that were not undone.</param>
public sealed record DayOutcome(ActivityGroup Group, string Reason, int Trades, Usdc Theirs, Usdc Ours);
