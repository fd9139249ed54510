using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>A line of the venue's leaderboard.</summary>
/// <param name="Wallet">Who.</param>
/// <param name="Name">Public name; untrusted text, null when it has none.</param>
/// <param name="Rank">Place on that board; null when not stated.</param>
/// <param name="Pnl">The venue's own figure in dollars; null when not stated.</param>
/// <param name="Volume">The venue's own figure in dollars; null when not stated.</param>
public sealed record LeaderboardRow(WalletAddress Wallet, string? Name, int? Rank, decimal? Pnl, decimal? Volume);
