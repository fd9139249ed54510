using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Trading.Canary;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Trading.Canary;

public static class CanaryModule
{
    /// <summary>What asks for a trial and reads it. Needs the queue of jobs.</summary>
    public static IServiceCollection AddCanary(this IServiceCollection services) => services.AddSingleton<ICanary, CanaryDesk>();

    /// <summary>What carries it out; for hosts with the executor's role.</summary>
    public static IServiceCollection AddCanaryExecutor(this IServiceCollection services) => services
        .AddSingleton<CanaryMarkets>()
        .AddSingleton<IJobHandler, CanaryHandler>();
}
