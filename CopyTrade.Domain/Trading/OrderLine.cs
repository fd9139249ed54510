namespace CopyTrade.Domain.Trading;

/// <summary>An order with its axes of state: status, settlement, position.</summary>
/// <param name="Order">The order.</param>
/// <param name="Book">Whose shares it trades.</param>
/// <param name="Stage">Where it stands.</param>
/// <param name="Matches">What became of its matches.</param>
/// <param name="AcceptedAt">When the venue took it; null before, and when it never did.</param>
/// <param name="FinishedAt">When it ended; null before.</param>
/// <param name="CancelRequestedAt">When its cancellation was asked for; null when never.</param>
/// <param name="Attempts">How often its bytes were sent.</param>
/// <param name="VenueError">The venue's own code of a refusal; null otherwise.</param>
/// <param name="RestsUntil">When a resting order is withdrawn by itself; null when it rests until cancelled.</param>
public sealed record OrderLine(
    OrderDetail Order,
    string Book,
    OrderStage Stage,
    OrderMatches Matches,
    DateTimeOffset? AcceptedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? CancelRequestedAt,
    int Attempts,
    string? VenueError,
    DateTimeOffset? RestsUntil = null)
{
    /// <summary>It rests, and nobody has asked for its cancellation.</summary>
    public bool CanCancel => Stage == OrderStage.Resting && CancelRequestedAt is null;
}
