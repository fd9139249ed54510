namespace CopyTrade.Domain.Venue;

/// <summary>A read of the venue brought no usable answer: unreachable, refused, throttled or unreadable. Reads may be repeated.</summary>
/// <remarks>Never thrown for a write: a write has the three outcomes of <see cref="SubmitOutcome"/>.</remarks>
public sealed class VenueUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>How long the venue asked to wait; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The venue does not take the API credentials any more: new ones must be derived; waiting does not help.</summary>
    public bool CredentialsRefused { get; init; }
}
