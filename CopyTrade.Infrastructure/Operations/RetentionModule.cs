using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Operations;

public static class RetentionModule
{
    /// <summary>The job that forgets; what it forgets is told by the capabilities.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton(provider => new RetentionJob(provider.GetServices<Retention>(), provider.GetRequiredService<TenantScopes>(), provider.GetRequiredService<IOptions<RetentionOptions>>(), provider.GetRequiredService<TimeProvider>()))
        .AddOptions<RetentionOptions>().BindConfiguration(RetentionOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;
}
