namespace CopyTrade.Web.Hosting;

/// <summary>The worst part decides.</summary>
internal sealed record HealthReport(HealthState State, IReadOnlyList<HealthPart> Parts);
