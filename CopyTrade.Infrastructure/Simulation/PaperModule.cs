using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Simulation.Routing;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Simulation;

public static class PaperModule
{
    /// <summary>Paper accounts on every host: opening, switching, comparing.</summary>
    public static IServiceCollection AddPaper(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<PaperOptions>()
            .Bind(configuration.GetSection(PaperOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return services
            .AddSingleton<PaperAccounts>()
            .AddSingleton<ICopyComparisonQuery, CopyComparisonQuery>();
    }

    /// <summary>Also the loop that looks at the books of resting orders; only on a host that trades.</summary>
    public static IServiceCollection AddPaperExecutor(this IServiceCollection services) => services.AddPaperVenue().AddHostedService<PaperWatchLoop>();

    /// <summary>The paper venue beside the real one, on a host that asks about orders: after <c>AddVenue</c> and <c>AddAccounts</c>, whose ports it shares out between the two.</summary>
    public static IServiceCollection AddPaperVenue(this IServiceCollection services) => services
        .AddSingleton<PaperLatency>()
        .AddSingleton<PaperNews>()
        .AddSingleton<PaperLedger>()
        .AddSingleton(provider => new PaperGateway(
            provider.GetRequiredService<PaperLedger>(), provider.GetRequiredService<TenantScopes>(), provider.GetRequiredService<IOrderBooks>(), provider.GetRequiredService<IMarketCatalog>(),
            provider.GetRequiredService<PaperLatency>(), provider.GetRequiredService<PaperNews>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PaperGateway>>()))
        .AddSingleton<PaperUserStream>()
        .Route<IVenueGateway>((provider, real) => new RoutedGateway(
            real, provider.GetRequiredService<PaperGateway>(), provider.GetRequiredService<PaperLatency>(), provider.GetRequiredService<VenueSettings>(), provider.GetRequiredService<TimeProvider>()))
        .Route<IVenueAccounts>((provider, real) => new RoutedAccounts(real, provider.GetRequiredService<PaperLedger>()))
        .Route<IUserStream>((provider, real) => new RoutedUserStream(real, provider.GetRequiredService<PaperUserStream>()))
        .Route<IVenueCredentials>((provider, real) => new RoutedCredentials(real, provider.GetRequiredService<TenantScopes>()));

    /// <summary>Puts a router before whatever stands behind a port now.</summary>
    private static IServiceCollection Route<T>(this IServiceCollection services, Func<IServiceProvider, T, T> router) where T : class
    {
        var behind = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(behind);
        services.AddSingleton(provider => router(provider, (T)(behind.ImplementationInstance ?? behind.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, behind.ImplementationType!))));
        return services;
    }
}
