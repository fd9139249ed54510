namespace CopyTrade.Web.Hosting;

/// <summary>What <c>/status</c> answers: aggregates of the installation, nobody's own business. Null is not known to this host.</summary>
internal sealed record StatusReport(
    string Mode,
    IReadOnlyList<string> Roles,
    DateTimeOffset StartedAt,
    DateTimeOffset? LastSync,
    IReadOnlyList<StatusReport.Feed> Feeds,
    StatusReport.Totals Counts,
    StatusReport.BreakerState Breaker,
    int ActiveRules,
    StatusReport.VenueAddresses Venue)
{
    internal sealed record Feed(string Name, double? AgeSeconds, string State, string? Detail);

    internal sealed record Totals(long? ObservedFills, long? Placed, long? Skipped, long? Failed, long? Unknown, long? Settling);

    internal sealed record BreakerState(bool? PlatformHalt, string? Reason);

    internal sealed record VenueAddresses(string Mode, string ClobUrl, string DataApiUrl, string GammaUrl, string MarketStreamUrl, string UserStreamUrl, string ActivityStreamUrl);
}
