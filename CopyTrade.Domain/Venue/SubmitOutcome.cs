namespace CopyTrade.Domain.Venue;

/// <summary>The three outcomes of sending an order. A timeout is not a rejection: only reconciliation resolves <see cref="Unknown"/>.</summary>
public abstract record SubmitOutcome
{
    private SubmitOutcome()
    {
    }

    /// <summary>The venue has the order.</summary>
    /// <param name="OrderId">Its id, the order hash.</param>
    /// <param name="Status">What the venue said it did with it.</param>
    public sealed record Accepted(VenueOrderId OrderId, PlacementStatus Status) : SubmitOutcome;

    /// <summary>Proven not accepted.</summary>
    /// <param name="Code">The class of the refusal.</param>
    /// <param name="Message">The venue's own words.</param>
    /// <param name="RetryAfter">When the same bytes may be sent again (429, 425, 503); null when sending again is pointless.</param>
    public sealed record Rejected(VenueErrorCode Code, string Message, TimeSpan? RetryAfter = null) : SubmitOutcome;

    /// <summary>Nobody knows: timeout, reset, 5xx, unreadable answer.</summary>
    /// <param name="Cause">What happened, for people.</param>
    public sealed record Unknown(string Cause) : SubmitOutcome;
}
