using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>The leaving of a followed wallet at a time: no new trades, its exits until then, then what is left is sold and it is followed no more (R0.57).</summary>
/// <param name="Id">Its id.</param>
/// <param name="Target">The target that is left.</param>
/// <param name="Book">Whose shares are sold: the target's own and no others.</param>
/// <param name="AskedBy">Who wants it.</param>
/// <param name="AskedAt">Since when, UTC.</param>
/// <param name="Until">When the selling begins, UTC.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Note">While it sells, what it waits for; afterwards why it ended and what stays. For people, with market titles, which are untrusted; null while there is nothing to say.</param>
/// <param name="EndedAt">When it ended; null while it has not.</param>
public sealed record TargetExit(
    TargetExitId Id, TargetRowId Target, string Book, UserId AskedBy, DateTimeOffset AskedAt, DateTimeOffset Until, TargetExitState State, string? Note, DateTimeOffset? EndedAt)
{
    /// <summary>The longest time that a leaving may take, from when it is asked for.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromDays(366);

    /// <summary>True until it ended.</summary>
    public bool IsOpen => State is TargetExitState.Leaving or TargetExitState.Closing;

    /// <summary>True when it was to be sold at once, and not at a later time.</summary>
    public bool IsAtOnce => Until <= AskedAt;
}
