namespace CopyTrade.Domain.Venue;

/// <summary>The outcomes of a cancel.</summary>
public abstract record CancelOutcome
{
    private CancelOutcome()
    {
    }

    /// <summary>The order no longer rests, or never did.</summary>
    /// <param name="WasGone">It did not rest any more when the request came: cancelled before, matched, or never there.</param>
    public sealed record Cancelled(bool WasGone = false) : CancelOutcome;

    /// <summary>The venue keeps the order.</summary>
    /// <param name="Reason">The venue's own words.</param>
    public sealed record Refused(string Reason) : CancelOutcome;

    /// <summary>Nobody knows.</summary>
    /// <param name="Cause">What happened.</param>
    public sealed record Unknown(string Cause) : CancelOutcome;
}
