using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Days;

/// <summary>The newest replay of one target: one is kept, made anew when it is asked for.</summary>
/// <param name="Target">The target's row.</param>
/// <param name="Wallet">The wallet.</param>
/// <param name="Name">The tenant's label, else the wallet's public name; untrusted text, null when it has neither.</param>
/// <param name="RequestedAt">When it was asked for, UTC.</param>
/// <param name="FinishedAt">When it was made, UTC; null while it is under way.</param>
/// <param name="Problem">Why it cannot be made, one sentence; null otherwise.</param>
/// <param name="Result">What came of it, or of the run before while this one is under way; null when neither is there.</param>
public sealed record DayReplay(TargetRowId Target, WalletAddress Wallet, string? Name, DateTimeOffset RequestedAt, DateTimeOffset? FinishedAt, string? Problem, DayReplayResult? Result)
{
    /// <summary>One that was begun and did not end in this time (its job was parked) may be asked for again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Asked for, not made yet, and still to be waited for.</summary>
    public bool IsUnderway(DateTimeOffset now) => FinishedAt is null && !IsStuck(now);

    /// <summary>Asked for and not made in time.</summary>
    public bool IsStuck(DateTimeOffset now) => FinishedAt is null && now - RequestedAt > Patience;
}
