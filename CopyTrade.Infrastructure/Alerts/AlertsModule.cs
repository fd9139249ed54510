using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CopyTrade.Infrastructure.Alerts;

public static class AlertsModule
{
    /// <summary>What asks for durable jobs and what pages and the API read and change. Needs persistence (app role).</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton<JobQueue>()
            .AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;
    }

    /// <summary>What does durable jobs, by every registered <see cref="Domain.Alerts.IJobHandler"/>; for hosts with the executor's role. Needs <c>AddTradingExecutor</c>.</summary>
    public static IServiceCollection AddAlertExecutor(this IServiceCollection services) => services
        .AddSingleton<JobStore>()
        .AddSingleton<JobWorker>()
        .AddHostedService<JobLoop>();
}
