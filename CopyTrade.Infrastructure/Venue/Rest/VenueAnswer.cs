namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>A whole answer of the venue.</summary>
internal sealed record VenueAnswer(int Status, byte[] Body, TimeSpan? RetryAfter)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
