using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Hosting;

/// <summary>What this host is.</summary>
internal sealed record HostFacts(HostRoles Roles, VenueMode Mode, DateTimeOffset StartedAt);
