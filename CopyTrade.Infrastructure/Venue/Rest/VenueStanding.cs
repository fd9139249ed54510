using System.Text.Json;
using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Parsing;

namespace CopyTrade.Infrastructure.Venue.Rest;

/// <summary>Clock, region and standing, as the venue sees them.</summary>
internal sealed class VenueStanding(VenueReader reader) : IVenueStanding
{
    private const int LongestPlace = 40;

    // Somebody waits for each of these.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(0.5);

    public async Task<DateTimeOffset> TimeAsync(CancellationToken ct)
    {
        using var json = await reader.JsonAsync(new(Endpoints.Time, "/time") { LongestWait = LongestWait }, ct);
        return json?.RootElement is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var seconds) && seconds is > 0 and < 32_503_680_000
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : throw new VenueUnavailableException("Clob /time: the answer is no time.");
    }

    public async Task<VenueRegion> RegionAsync(CancellationToken ct)
    {
        using var json = await reader.JsonAsync(new(Endpoints.Geoblock, "") { LongestWait = LongestWait }, ct);
        var root = json?.RootElement ?? default;
        if (root.Flag("blocked") is not { } blocked) throw new VenueUnavailableException("The venue's answer about this region is unreadable.");
        var place = string.Join(", ", new[] { root.Text("country"), root.Text("region") }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return new(blocked, place.Length is > 0 and <= LongestPlace ? place : "here");
    }

    public async Task<bool> IsClosedOnlyAsync(VenueCredentials credentials, CancellationToken ct)
    {
        using var json = await reader.JsonAsync(new(Endpoints.ClosedOnly, "/auth/ban-status/closed-only") { Credentials = credentials, LongestWait = LongestWait }, ct);
        return json?.RootElement.Flag("closed_only") ?? throw new VenueUnavailableException("Clob /auth/ban-status/closed-only: the answer is unreadable.");
    }
}
