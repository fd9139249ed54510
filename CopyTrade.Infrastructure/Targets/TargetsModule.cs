using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Infrastructure.Targets.Leaving;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Targets;

public static class TargetsModule
{
    public static IServiceCollection AddTargets(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<ITargetChanges, TargetChanges>()
            .AddSingleton<ITargetExits, TargetExits>()
            .AddSingleton<TargetExitStepper>()
            .AddSingleton<TargetExitJob>();
    }
}
