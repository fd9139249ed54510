using CopyTrade.Domain.Venue;

namespace CopyTrade.Web.Hosting;

/// <summary>What this host is.</summary>
internal sealed record HostFacts(HostRoles Roles, VenueMode Mode, DateTimeOffset StartedAt)
{
    /// <summary>Of the program, as it was built.</summary>
    public static string Version { get; } = typeof(HostFacts).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
