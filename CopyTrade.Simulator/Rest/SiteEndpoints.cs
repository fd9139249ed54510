using CopyTrade.Simulator.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CopyTrade.Simulator.Rest;

/// <summary>What the venue's main site answers, beside its services.</summary>
internal sealed class SiteEndpoints(VenueState state)
{
    public void Map(IEndpointRouteBuilder site) =>
        site.MapGet("/api/geoblock", () => Answers.Json(new { blocked = state.Standing.Blocked, ip = "127.0.0.1", country = state.Standing.Country, region = "" }));
}
