namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Where a transaction of ours stands. <see cref="Confirmed"/>, <see cref="Failed"/> and <see cref="Replaced"/> are final.</summary>
public enum TransactionStatus
{
    /// <summary>Written down with its signed bytes; no node is known to have it.</summary>
    Pending,

    /// <summary>A node has it, or may have it.</summary>
    Submitted,

    /// <summary>In a block that may still be undone.</summary>
    Mined,

    /// <summary>In a block that is deep enough, and it did what it should.</summary>
    Confirmed,

    /// <summary>It never will do what it should: refused, reverted, or its number was used by another transaction.</summary>
    Failed,

    /// <summary>The same call with a higher fee took its place.</summary>
    Replaced,
}
