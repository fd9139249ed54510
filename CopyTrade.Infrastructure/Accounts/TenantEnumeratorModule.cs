using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CopyTrade.Infrastructure.Accounts;

public static class TenantEnumeratorModule
{
    /// <summary>One for the process, however many parts ask for it.</summary>
    public static IServiceCollection AddTenantEnumerator(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<TenantEnumerator>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TenantEnumerator>(provider => provider.GetRequiredService<TenantEnumerator>()));
        return services;
    }
}
