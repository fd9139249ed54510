using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>Which share of a wallet's fills was seen, as later complete reads of the record tell.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="From">Start of what was checked; null before the first check.</param>
/// <param name="To">End of what was checked; null before the first check.</param>
/// <param name="Shown">Fills that the record shows.</param>
/// <param name="Seen">Of these, stored before the check.</param>
/// <param name="InTime">Of these, seen soon enough to be copied.</param>
/// <param name="IsComplete">False when a read could not reach the start of its period.</param>
/// <param name="Missed">Fills not seen in time, newest first, at most a hundred.</param>
/// <param name="Gaps">Stretches that were not read in time, newest first, at most a hundred.</param>
public sealed record WalletCoverage(
    WalletAddress Wallet, DateTimeOffset? From, DateTimeOffset? To, int Shown, int Seen, int InTime, bool IsComplete, IReadOnlyList<MissedFill> Missed, IReadOnlyList<WatchGap> Gaps)
{
    /// <summary>Fills seen in time over fills shown, 0 to 1; null when the record shows none.</summary>
    public decimal? Share => Shown == 0 ? null : (decimal)InTime / Shown;
}
