using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Halts;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Positions;
using CopyTrade.Infrastructure.Trading.Readiness;
using CopyTrade.Infrastructure.Trading.Redemption;
using CopyTrade.Infrastructure.Trading.Settlement;
using CopyTrade.Infrastructure.Venue.Chain;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Trading;

public static class TradingModule
{
    /// <summary>What every host needs: reading, pause and halt, and the queue in which a request for an order may end. <c>VenueSettings</c> comes from the host.</summary>
    public static IServiceCollection AddTrading(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<TradingOptions>()
            .Bind(configuration.GetSection(TradingOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ICrashPoints, NoCrashPoints>();
        services.TryAddSingleton<JobHistory>();
        return services
            .AddSingleton<OrderQueue>()
            .AddSingleton<ITradingSwitch, TradingSwitch>()
            .AddSingleton<PlatformHalt>()
            .AddSingleton<IOrdersQuery, OrdersQuery>()
            .AddSingleton<IOrderLinesQuery, OrderLinesQuery>()
            .AddSingleton<IOrderSearch, OrderSearch>()
            .AddSingleton<IOrderCancellation, OrderCancellation>()
            .AddSingleton<IHaltHistory, HaltHistory>()
            .AddSingleton<IPositionsQuery, PositionsQuery>()
            .AddSingleton<ITradingStatusQuery, TradingStatusQuery>()
            .AddSingleton<IPositionDriftQuery, PositionDriftQuery>()
            .AddSingleton<IRedemptionsQuery, RedemptionsQuery>()
            .AddSingleton<RequestRedemptionHandler>()
            .AddSingleton<RedeemHandler>()
            .AddSingleton<IWalletRefusalQuery, WalletRefusalQuery>()
            .AddSingleton<ISyncHealthQuery, SyncHealthQuery>();
    }

    /// <summary>What places orders and follows them; only on a host that holds keys. Needs <c>AddVenue</c>, <c>AddAccounts</c> with a master key, and the <see cref="TenantEnumerator"/>.</summary>
    public static IServiceCollection AddTradingExecutor(this IServiceCollection services)
    {
        services.AddEngineLease();
        return services
            // A standby has no tenants: its loops turn and do nothing until it leads.
            .AddSingleton<TenantList>(provider => () => provider.GetRequiredService<EngineLease>().IsCurrent ? provider.GetRequiredService<TenantEnumerator>().Tenants : [])
            .AddSingleton<OpenBusiness>()
            .AddSingleton<BusyTenants>(provider => provider.GetRequiredService<OpenBusiness>().TenantsAsync)
            .AddSingleton<ILeadership>(provider => provider.GetRequiredService<EngineLease>())
            .AddHostedService<LeaseLoop>()
            .AddPlacing()
            .AddPositions()
            .AddSettlement()
            .AddReadiness();
    }

    private static IServiceCollection AddPlacing(this IServiceCollection services) => services
        .AddSingleton<OwnFees>()
        .AddSingleton<IOrderStore, PostgresOrderStore>()
        .AddSingleton<OrderSigning>()
        .AddSingleton<OrderPreparation>()
        .AddSingleton<OrderOutcomes>()
        .AddSingleton<OrderSender>()
        .AddSingleton<OrderPlacer>()
        .AddSingleton<OrderSweep>()
        .AddSingleton<SecondTries>()
        .AddSingleton<UnknownOrderResolver>()
        .AddSingleton<WaitingOrders>()
        .AddSingleton<RestingSweep>()
        .AddHostedService<OrderWorkers>()
        .AddHostedService<SweepLoop>()
        .AddHostedService<ResolverLoop>()
        .AddHostedService<CancelLoop>()
        .AddHostedService<WaitingLoop>()
        .AddHostedService<RestingLoop>();

    private static IServiceCollection AddPositions(this IServiceCollection services) => services
        .AddSingleton<ResolutionWatch>()
        .AddSingleton<RedemptionWorker>()
        .AddSingleton<DriftCheck>()
        .AddHostedService<ResolutionLoop>()
        .AddHostedService<RedemptionLoop>()
        .AddHostedService<DriftLoop>();

    private static IServiceCollection AddSettlement(this IServiceCollection services) => services
        .AddSingleton<PollRequests>()
        .AddSingleton<StreamFreshness>()
        .AddSingleton<SettlementRecorder>()
        // Run as a job, on whichever host the scheduler chooses: asking and recording is not the leader's alone.
        .AddSingleton(provider => ActivatorUtilities.CreateInstance<OrderReconciler>(provider, (TenantList)(() => provider.GetRequiredService<TenantEnumerator>().Tenants)))
        .AddHostedService<UserStreamHub>()
        .AddHostedService<SettlementPoller>()
        .AddChainSender()
        .AddHostedService<ChainLoop>();

    private static IServiceCollection AddReadiness(this IServiceCollection services) => services
        .AddSingleton<ReadinessRequests>()
        .AddSingleton<BalanceNews>()
        .AddSingleton<WalletReadinessCheck>()
        .AddHostedService<WalletReadinessLoop>();
}
