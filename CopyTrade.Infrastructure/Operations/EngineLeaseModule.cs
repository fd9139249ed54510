using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Operations;

public static class EngineLeaseModule
{
    /// <summary>The lease by which one host decides and places; may be asked for by several rooms. Reads <c>IConfiguration</c> where there is one.</summary>
    public static IServiceCollection AddEngineLease(this IServiceCollection services)
    {
        services.TryAddSingleton<LeaderFence>();
        if (services.Any(service => service.ServiceType == typeof(EngineLease))) return services;
        return services
            .AddOptions<EngineLeaseOptions>()
            .Configure<IServiceProvider>((options, provider) => provider.GetService<IConfiguration>()?.GetSection(EngineLeaseOptions.Section).Bind(options, binder => binder.ErrorOnUnknownConfiguration = true))
            .ValidateDataAnnotations().ValidateOnStart().Services
            .AddSingleton<EngineLease>();
    }
}
