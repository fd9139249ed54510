using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Hosting;

/// <summary>Puts <c>/status</c> together.</summary>
internal sealed class StatusQuery(HostFacts facts, InstallationQuery installation, IFeedMonitor feeds, IRuleHosts rules, IOptions<VenueOptions> venue, TimeProvider clock)
{
    public async Task<StatusReport> ReadAsync(CancellationToken ct)
    {
        var counts = await installation.ReadAsync(ct);
        var (now, addresses, mode) = (clock.GetUtcNow(), venue.Value, facts.Mode.ToText());
        var hosts = await rules.ReadAsync(ct);
        var judging = hosts.Where(host => host.IsRunning(now)).ToList();
        var breaker = rules.Here ?? judging.MaxBy(host => (host.CircuitBreakerUntil, host.ConsecutiveFailures));
        return new StatusReport(
            rules.IsKnown ? judging.Count > 0 : null,
            mode,
            HostRoleNames.Of(facts.Roles),
            facts.StartedAt,
            hosts.Max(host => host.LastRoundAt),
            counts.LastSync,
            [.. feeds.Snapshot().Select(feed => new StatusReport.Feed(feed.Name, feed.LastDataAt is { } at ? Math.Round((now - at).TotalSeconds, 3) : null, feed.State.ToText(), feed.Detail))],
            new StatusReport.Totals(counts.ObservedFills, counts.Placed, counts.Skipped, counts.Failed, counts.Unknown, counts.Settling),
            new StatusReport.BreakerState(breaker?.ConsecutiveFailures, breaker?.CircuitBreakerUntil, counts.PlatformHalt, counts.HaltReason),
            judging.Count > 0 ? judging.Max(host => host.ActiveRules) : null,
            [.. hosts.Select(host => new StatusReport.RuleHostState(host.Name, host.IsRunning(now), host.LastRoundAt, host.ActiveRules, host.StaleRules, host.ConsecutiveFailures, host.CircuitBreakerUntil))],
            new StatusReport.VenueAddresses(mode, addresses.ClobUrl, addresses.DataApiUrl, addresses.GammaUrl, addresses.MarketStreamUrl, addresses.UserStreamUrl, addresses.ActivityStreamUrl));
    }
}
