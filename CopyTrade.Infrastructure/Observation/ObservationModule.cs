using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Observation;

public static class ObservationModule
{
    /// <summary>Watches wallets. Needs persistence (watcher role), and the venue's public ports.</summary>
    public static IServiceCollection AddObservation(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FillSignal>();
        return services
            .AddSingleton<FollowedWallets>()
            .AddSingleton<RecentFills>()
            .AddSingleton<FillStore>()
            .AddSingleton<WatchList>()
            .AddSingleton<SeenTrades>()
            .AddSingleton<TradeDrain>()
            .AddSingleton<TokenWatch>()
            .AddHostedService<WalletWatch>()
            .AddOptions<ObservationOptions>().BindConfiguration(ObservationOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;
    }
}
