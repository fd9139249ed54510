namespace CopyTrade.Web.Hosting;

/// <summary>From good to bad.</summary>
internal enum HealthState
{
    Healthy,
    Degraded,
    Unhealthy,
}
