namespace CopyTrade.Domain.Venue;

/// <summary>State of an order at the venue.</summary>
public enum VenueOrderStatus
{
    /// <summary>Rests.</summary>
    Live,

    /// <summary>Matched fully.</summary>
    Matched,

    /// <summary>Cancelled, expired, killed or voided by the venue.</summary>
    Canceled,

    /// <summary>In an asynchronous delay.</summary>
    Delayed,

    /// <summary>A word that we do not know.</summary>
    Unrecognized,
}
