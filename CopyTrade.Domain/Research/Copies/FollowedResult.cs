namespace CopyTrade.Domain.Research.Copies;

/// <summary>What became of a trade of theirs on our side.</summary>
public enum FollowedResult
{
    /// <summary>We made no decision about it, or saw it too late to follow.</summary>
    NotSeen,

    /// <summary>A rule refused it.</summary>
    Skipped,

    /// <summary>Too small by itself, and part of an order that a later trade completed.</summary>
    Joined,

    /// <summary>Too small by itself, and no order came of it in time.</summary>
    TooSmall,

    /// <summary>The planner failed on it.</summary>
    Failed,

    /// <summary>An order was written.</summary>
    Ordered,
}
