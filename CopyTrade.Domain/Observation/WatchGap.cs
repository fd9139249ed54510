using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Observation;

/// <summary>A stretch of time of which a wallet's trades were not read when they should have been.</summary>
/// <param name="Wallet">Whose trades.</param>
/// <param name="From">Start, UTC.</param>
/// <param name="To">End, UTC.</param>
/// <param name="Cause">Why it is there.</param>
/// <param name="State">Whether it was read since.</param>
/// <param name="OpenedAt">When it was noticed.</param>
/// <param name="EndedAt">When it was closed or given up; null while open.</param>
/// <param name="Tries">Attempts to read it.</param>
/// <param name="Found">Fills that reading it brought; null before.</param>
/// <param name="Reason">Why it was given up, or what hinders.</param>
public sealed record WatchGap(
    WalletAddress Wallet, DateTimeOffset From, DateTimeOffset To, GapCause Cause, GapState State, DateTimeOffset OpenedAt, DateTimeOffset? EndedAt, int Tries, int? Found, string? Reason);
