namespace CopyTrade.Web.Hosting;

internal sealed record HealthPart(string Name, HealthState State, string? Detail);
