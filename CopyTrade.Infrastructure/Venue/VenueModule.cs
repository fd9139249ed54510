using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Venue.Chain;
using CopyTrade.Infrastructure.Venue.Rest;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Infrastructure.Venue.Streaming;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue;

/// <summary>Everything that knows the venue's wire. Needs <see cref="ISigningKeys"/> from elsewhere.</summary>
public static class VenueModule
{
    public static IServiceCollection AddVenue(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<VenueOptions>()
            .Bind(configuration.GetSection(VenueOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<VenueOptions>, ValidateVenueOptions>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFeedMonitor, FeedMonitor>();
        services.TryAddSingleton<RequestBudgets>();
        services.TryAddSingleton<IRequestBudgets>(provider => provider.GetRequiredService<RequestBudgets>());
        services.TryAddSingleton<ICrashPoints, NoCrashPoints>();
        services.AddVenueHttp();
        services.AddChain(configuration);
        return services
            .AddSingleton<IVenueGateway, ClobGateway>()
            .AddSingleton<IVenueAccounts, ClobAccounts>()
            .AddSingleton<IVenueStanding, VenueStanding>()
            .AddSingleton<IOrderSigner, OrderSigner>()
            .AddSingleton<IOrderBooks, ClobBooks>()
            .AddSingleton<IPriceHistory, ClobPriceHistory>()
            .AddSingleton<IMarketCatalog, MarketCatalog>()
            .AddSingleton<IMarketResolutions, MarketResolutions>()
            .AddSingleton<ITradeRecord, DataApiTradeRecord>()
            .AddSingleton<ILeaderRecord, DataApiLeaderRecord>()
            .AddSingleton<IWalletActivity, DataApiWalletActivity>()
            .AddSingleton<IEventQuestions, GammaEventQuestions>()
            .AddSingleton<StreamPump>()
            .AddSingleton<IActivityStream, ActivityStream>()
            .AddSingleton<IMarketStream, MarketStream>()
            .AddSingleton<ILiveBooks, BookStream>()
            .AddSingleton<IUserStream, UserStream>();
    }

    private static void AddVenueHttp(this IServiceCollection services)
    {
        services.AddSingleton<RequestGate>().AddSingleton<ClockSkew>().AddSingleton<VenueHttp>().AddSingleton<VenueReader>();
        services.AddHttpClient(VenueHttp.ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)   // each call has its own
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<VenueOptions>>().Value.ConnectTimeoutSeconds),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),   // follow the venue's DNS
                MaxConnectionsPerServer = 128,
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = System.Net.DecompressionMethods.All,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();   // its trace level would write the headers, which hold credentials
    }
}
