using CopyTrade.Domain.Targets;
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
            .AddSingleton<ITargetsQuery, TargetsQuery>();
    }
}
