using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Venue.Chain;

public static class ChainModule
{
    /// <summary>Reading the chain; needs the options of <c>AddVenue</c>.</summary>
    public static IServiceCollection AddChain(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ChainOptions>()
            .Bind(configuration.GetSection(ChainOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddHttpClient(JsonRpc.ClientName)
            .ConfigureHttpClient(client => client.Timeout = Timeout.InfiniteTimeSpan)   // each request has its own
            .ConfigurePrimaryHttpMessageHandler(provider => new SocketsHttpHandler
            {
                ConnectTimeout = TimeSpan.FromSeconds(provider.GetRequiredService<IOptions<VenueOptions>>().Value.ConnectTimeoutSeconds),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                AllowAutoRedirect = false,
                UseCookies = false,
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();   // a node's address may hold an access key
        return services
            .AddSingleton<ChainContracts>()
            .AddSingleton<JsonRpc>()
            .AddSingleton<IChainState, ChainState>()
            .AddSingleton<IApprovalsQuery, ApprovalsQuery>()
            .AddSingleton<IWalletTransfersQuery, WalletTransfersQuery>()
            .AddSingleton<IDeposits, Deposits>()
            .AddSingleton<INetworkMoney, NetworkMoney>()
            .AddSingleton<AutoWrap>()
            .AddSingleton<SetAutoWrapHandler>()
            .AddSingleton<WithdrawHandler>()
            .AddSingleton<IWithdrawAddresses, WithdrawAddresses>()
            .AddSingleton<EnableTradingHandler>();
    }

    /// <summary>Signing and following transactions; only on a host that holds keys.</summary>
    public static IServiceCollection AddChainSender(this IServiceCollection services) => services
        .AddSingleton<Fees>()
        .AddSingleton<SigningAllowList>()
        .AddSingleton<WalletGate>()
        .AddSingleton<Broadcaster>()
        .AddSingleton<TransactionSender>()
        .AddSingleton<ITransactionSender>(provider => provider.GetRequiredService<TransactionSender>())
        .AddSingleton<TransactionFollower>()
        .AddSingleton<IRedemption, Redemption>()
        .AddSingleton<ApprovalCeremony>()
        .AddSingleton<WalletTransferWorker>();
}
