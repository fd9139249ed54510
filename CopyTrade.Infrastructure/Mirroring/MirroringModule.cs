using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Mirroring;

public static class MirroringModule
{
    /// <summary>What pages and the API read about mirroring and the wallets that are followed.</summary>
    public static IServiceCollection AddMirroring(this IServiceCollection services) => services
        .AddSingleton<IActivityQuery, ActivityQuery>()
        .AddSingleton<ITargetsQuery, TargetsQuery>()
        .AddSingleton<IOrderCauses, OrderCauses>()
        .AddSingleton<IPassedOverExits, PassedOverExits>()
        .AddSingleton<MarketLookup>()
        .AddSingleton<IPolicyPreviewer, PolicyPreviewer>()
        .AddOptions<MirroringOptions>().BindConfiguration(MirroringOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;

    /// <summary>The loop that decides; for hosts with the executor's role. Needs persistence, venue, the enumerator of tenants, the order queue and <c>VenueSettings</c>.</summary>
    public static IServiceCollection AddMirrorLoop(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<FillSignal>();
        services.AddEngineLease();
        services.TryAddSingleton<ICrashPoints, NoCrashPoints>();
        return services
            .AddTenantEnumerator()
            .AddSingleton<BookLookup>()
            .AddSingleton<IMirrorStore, PostgresMirrorStore>()
            .AddSingleton<MirrorLease>()
            .AddSingleton<FillRouter>()
            .AddHostedService<MirrorLoop>();
    }
}
