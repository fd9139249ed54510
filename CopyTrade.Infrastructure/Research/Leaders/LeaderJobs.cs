using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Research.Leaders;

/// <summary>The recurring jobs of the ranking, for the manifest.</summary>
public static class LeaderJobs
{
    /// <summary>Name of the job that reads.</summary>
    public const string Histories = "leaders.histories";

    /// <summary>Name of the job that ranks.</summary>
    public const string Ranking = "leaders.ranking";

    public static Task<JobReport> HistoriesAsync(IServiceProvider services, CancellationToken ct) => services.GetRequiredService<LeaderHistoriesJob>().RunAsync(ct);

    public static Task<JobReport> RankingAsync(IServiceProvider services, CancellationToken ct) => services.GetRequiredService<LeaderRankingJob>().RunAsync(ct);
}
