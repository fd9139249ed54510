namespace CopyTrade.Web.Hosting;

/// <summary>What <c>/status</c> answers: aggregates of the installation, nobody's own business. Null is not known to this host.</summary>
/// <param name="Running">Some host judges rules (R4.20); null where this host cannot know.</param>
/// <param name="Mode">Whether the money is real.</param>
/// <param name="Roles">Of this host.</param>
/// <param name="StartedAt">This host.</param>
/// <param name="LastSync">When all rules were last judged, by whichever host did it last.</param>
/// <param name="LastOrderSync">When the venue last said anything about an order.</param>
/// <param name="Feeds">What this host hears.</param>
/// <param name="Counts">Of the installation.</param>
/// <param name="Breaker">Of this host where it judges rules, otherwise of the host that is worst off; and the platform's halt.</param>
/// <param name="ActiveRules">Of all tenants.</param>
/// <param name="RuleHosts">Each host that judges rules; each has a circuit breaker of its own (R4.12).</param>
/// <param name="Venue">Where the venue is.</param>
internal sealed record StatusReport(
    bool? Running,
    string Mode,
    IReadOnlyList<string> Roles,
    DateTimeOffset StartedAt,
    DateTimeOffset? LastSync,
    DateTimeOffset? LastOrderSync,
    IReadOnlyList<StatusReport.Feed> Feeds,
    StatusReport.Totals Counts,
    StatusReport.BreakerState Breaker,
    int? ActiveRules,
    IReadOnlyList<StatusReport.RuleHostState> RuleHosts,
    StatusReport.VenueAddresses Venue)
{
    internal sealed record Feed(string Name, double? AgeSeconds, string State, string? Detail);

    internal sealed record Totals(long? ObservedFills, long? Placed, long? Skipped, long? Failed, long? Unknown, long? Settling);

    internal sealed record BreakerState(int? ConsecutiveFailures, DateTimeOffset? CircuitBreakerUntil, bool? PlatformHalt, string? Reason);

    internal sealed record RuleHostState(string Name, bool Running, DateTimeOffset? LastSync, int ActiveRules, int StaleRules, int ConsecutiveFailures, DateTimeOffset? CircuitBreakerUntil);

    internal sealed record VenueAddresses(string Mode, string ClobUrl, string DataApiUrl, string GammaUrl, string MarketStreamUrl, string UserStreamUrl, string ActivityStreamUrl);
}
