using CopyTrade.Infrastructure.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Observation;

public static class ObservationModule
{
    /// <summary>Watches wallets. Needs persistence (watcher role), the venue's public ports and the enumerator of tenants.</summary>
    public static IServiceCollection AddObservation(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FillSignal>();
        return services
            .AddTenantEnumerator()
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
