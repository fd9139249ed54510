namespace CopyTrade.Domain.Venue;

/// <summary>What the venue says it did with an accepted order.</summary>
public enum PlacementStatus
{
    /// <summary>Rests in the book.</summary>
    Live,

    /// <summary>Matched at once, fully or partly; not settled.</summary>
    Matched,

    /// <summary>In an asynchronous delay; in flight, cannot be cancelled.</summary>
    Delayed,

    /// <summary>The delay ended without a match; rests.</summary>
    Unmatched,
}
