using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>How large a wallet usually bets (R0.21): percentiles of its dominant-side cost in each market of the window, in dollars.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="CapturedAt">When its history was read, UTC.</param>
/// <param name="WindowDays">How far back, in days.</param>
/// <param name="SampleSize">Markets in the window.</param>
/// <param name="Percentiles">Null without a sample.</param>
/// <param name="IsComplete">False when the record would not be read back to the start of the window.</param>
public sealed record WalletStatistic(WalletAddress Wallet, DateTimeOffset CapturedAt, int WindowDays, int SampleSize, BetPercentiles? Percentiles, bool IsComplete);
