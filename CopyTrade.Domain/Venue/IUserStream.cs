namespace CopyTrade.Domain.Venue;

/// <summary>The user channel of one account. Reconnects by itself until cancelled; a hint that is backed by polling.</summary>
public interface IUserStream
{
    /// <summary>Messages as they come; ends only by cancellation.</summary>
    IAsyncEnumerable<UserEvent> ReadAsync(VenueCredentials credentials, CancellationToken ct);
}
