using CopyTrade.Domain.Observation;
using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Observation;

public static class ObservationModule
{
    /// <summary>What pages and the API ask. Needs persistence (app role).</summary>
    public static IServiceCollection AddObservationQueries(this IServiceCollection services) =>
        services.AddSingleton<IWalletStatistics, WalletStatistics>().AddSingleton<ICoverageQuery, CoverageQuery>();

    /// <summary>What the recurring jobs use. Needs persistence (watcher role) and the venue's public ports.</summary>
    public static IServiceCollection AddObservationJobs(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RequestBudgets>();
        services.TryAddSingleton<FillSignal>();
        services.TryAddSingleton<RecentFills>();
        services.TryAddSingleton<FillStore>();
        services.TryAddSingleton<GapLog>();
        services.TryAddSingleton<HistoryReader>();
        services.TryAddSingleton<StatisticsJob>();
        services.TryAddSingleton<CoverageJob>();
        services.TryAddSingleton<FollowedWallets>();
        return services
            .AddOptions<ObservationOptions>().BindConfiguration(ObservationOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;
    }

    /// <summary>Watches wallets: the loops, on top of what the jobs use.</summary>
    public static IServiceCollection AddObservation(this IServiceCollection services) => services
        .AddObservationJobs()
        .AddSingleton<WatchList>()
        .AddSingleton<SeenTrades>()
        .AddSingleton<TradeDrain>()
        .AddSingleton<TokenWatch>()
        .AddSingleton<HoldingKeeper>()
        .AddSingleton<GapReplay>()
        .AddHostedService<WalletWatch>()
        .AddHostedService<WatchUpkeep>();
}
