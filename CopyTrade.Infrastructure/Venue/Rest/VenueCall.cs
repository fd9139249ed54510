using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>One request as it is to be sent; authentication is added at each sending, since it carries the time.</summary>
internal sealed record VenueCall(VenueEndpoint Endpoint, string Path)
{
    /// <summary>Without the question mark; never part of what is signed.</summary>
    public string Query { get; init; } = "";

    /// <summary>Serialized once: what is signed is what is sent.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Signs the request (level 2) when present.</summary>
    public VenueCredentials? Credentials { get; init; }

    /// <summary>Other headers, level 1 for example.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>A read is not repeated when that would mean a longer pause than this.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(5);

    public Urgency Urgency { get; init; } = Urgency.Background;

    /// <summary>Asked when the request had to wait for its turn, before anything leaves; what it throws leaves the sending.</summary>
    public Func<Task>? LastLook { get; init; }
}
