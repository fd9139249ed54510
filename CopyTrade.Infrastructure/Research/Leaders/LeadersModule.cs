using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Research.Leaders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Research.Leaders;

public static class LeadersModule
{
    /// <summary>What pages ask. Needs persistence (app role) and durable jobs' queue.</summary>
    public static IServiceCollection AddLeaders(this IServiceCollection services)
    {
        services.AddLeaderOptions();
        return services.AddSingleton<ILeadersQuery, LeadersQuery>().AddSingleton<ILeaderChanges, LeaderChanges>();
    }

    /// <summary>What the recurring jobs use. Needs persistence (watcher role) and the venue's public ports.</summary>
    public static IServiceCollection AddLeaderJobs(this IServiceCollection services)
    {
        services.AddLeaderOptions();
        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<LeaderPace>().AddSingleton<LeaderStore>().AddSingleton<LeaderCandidates>().AddSingleton<LeaderReader>().AddSingleton<LeaderHistoriesJob>().AddSingleton<LeaderRankingJob>();
    }

    /// <summary>What makes trials, for hosts that do durable jobs.</summary>
    public static IServiceCollection AddLeaderTrials(this IServiceCollection services) => services.AddSingleton<IJobHandler, TryCopyHandler>();

    private static void AddLeaderOptions(this IServiceCollection services) =>
        services.AddOptions<LeaderOptions>().BindConfiguration(LeaderOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart();
}
