using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Leaders;

/// <summary>One wallet with all that is known of it.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Name">Untrusted text; null when it has none.</param>
/// <param name="Profile">Null while it was not reckoned.</param>
/// <param name="Standing">Null while it was not ranked.</param>
/// <param name="ComputedAt">When it was ranked.</param>
/// <param name="ReadAt">When its record was last read to the end; null before.</param>
/// <param name="Problem">What hindered the last read; null when nothing did.</param>
/// <param name="Openings">What it holds, dearest first.</param>
/// <param name="Closings">Last closed first, at most fifty.</param>
public sealed record LeaderDossier(
    WalletAddress Wallet, string? Name, LeaderProfile? Profile, LeaderStanding? Standing, DateTimeOffset? ComputedAt, DateTimeOffset? ReadAt, string? Problem,
    IReadOnlyList<LeaderOpening> Openings, IReadOnlyList<LeaderClosing> Closings);
