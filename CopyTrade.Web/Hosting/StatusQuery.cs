using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Hosting;

/// <summary>Puts <c>/status</c> together.</summary>
internal sealed class StatusQuery(HostFacts facts, InstallationQuery installation, IFeedMonitor feeds, IOptions<VenueOptions> venue, TimeProvider clock)
{
    public async Task<StatusReport> ReadAsync(CancellationToken ct)
    {
        var counts = await installation.ReadAsync(ct);
        var (now, addresses, mode) = (clock.GetUtcNow(), venue.Value, facts.Mode.ToText());
        return new StatusReport(
            mode,
            HostRoleNames.Of(facts.Roles),
            facts.StartedAt,
            counts.LastSync,
            [.. feeds.Snapshot().Select(feed => new StatusReport.Feed(feed.Name, feed.LastDataAt is { } at ? Math.Round((now - at).TotalSeconds, 3) : null, feed.State.ToText(), feed.Detail))],
            new StatusReport.Totals(counts.ObservedFills, counts.Placed, counts.Skipped, counts.Failed, counts.Unknown, counts.Settling),
            new StatusReport.BreakerState(counts.PlatformHalt, counts.HaltReason),
            ActiveRules: 0,
            new StatusReport.VenueAddresses(mode, addresses.ClobUrl, addresses.DataApiUrl, addresses.GammaUrl, addresses.MarketStreamUrl, addresses.UserStreamUrl, addresses.ActivityStreamUrl));
    }
}
