namespace CopyTrade.Domain.Mirroring;

/// <summary>Where the story of one observed fill stands, decision, order and settlement taken together.</summary>
public enum ActivityResult
{
    /// <summary>Not copied, with a reason; or withdrawn before it was sent.</summary>
    Skipped,

    /// <summary>Written, not yet at the venue.</summary>
    Pending,

    /// <summary>Sent; nobody knows yet whether the venue has it.</summary>
    Unknown,

    /// <summary>Rests at the venue.</summary>
    Open,

    /// <summary>Matched, not yet in a block.</summary>
    Matched,

    /// <summary>In a block, not final.</summary>
    Settling,

    /// <summary>Final: lots and position moved.</summary>
    Confirmed,

    /// <summary>Cancelled at the venue without a match.</summary>
    Canceled,

    /// <summary>The venue undid the match.</summary>
    Void,

    /// <summary>Denied by us, refused by the venue, or expired.</summary>
    Failed,
}
