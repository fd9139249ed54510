using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Observation;

/// <summary>The recurring jobs of observation, for the manifest.</summary>
public static class ObservationJobs
{
    /// <summary>Makes the statistics of followed wallets anew (R0.21).</summary>
    public static Task<JobReport> StatisticsAsync(IServiceProvider services, CancellationToken ct) => services.GetRequiredService<StatisticsJob>().RunAsync(ct);

    /// <summary>Counts what was seen in time of periods that have settled.</summary>
    public static Task<JobReport> CoverageAsync(IServiceProvider services, CancellationToken ct) => services.GetRequiredService<CoverageJob>().RunAsync(ct);
}
