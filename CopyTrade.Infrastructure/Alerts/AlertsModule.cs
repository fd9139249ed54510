using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.AspNetCore.Authentication;
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
            .AddSingleton<AlertIntake>()
            .AddSingleton<IAlertsQuery, AlertsQuery>()
            .AddSingleton<IHarness, Harness>()
            .AddSingleton<IExecutionsQuery, ExecutionsQuery>()
            .AddSingleton(JobRetention.Jobs)
            // A host that only observes has no master key, and nobody there asks for these.
            .AddSingleton(provider => new SigningSecrets(provider.GetRequiredService<MasterKey>()))
            .AddSingleton<IAlertSources>(provider => ActivatorUtilities.CreateInstance<AlertSources>(provider))
            .AddSingleton(provider => new AlertSenders(provider.GetRequiredService<TenantScopes>(), provider.GetRequiredService<SigningSecrets>(), provider.GetRequiredService<TimeProvider>()))
            .AddOptions<AlertOptions>().BindConfiguration(AlertOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateDataAnnotations().ValidateOnStart().Services;
    }

    /// <summary>Beside cookie and API key, for sending alerts only: a source's secret or signature.</summary>
    public static AuthenticationBuilder AddAlertSenders(this AuthenticationBuilder builder) =>
        builder.AddScheme<AuthenticationSchemeOptions, AlertSenderHandler>(AlertSenderHandler.Scheme, configureOptions: null);

    /// <summary>What does durable jobs, by every registered <see cref="IJobHandler"/>; for hosts with the executor's role. Needs <c>AddTradingExecutor</c>.</summary>
    public static IServiceCollection AddAlertExecutor(this IServiceCollection services) => services
        .AddSingleton<ExecutionRecord>()
        .AddSingleton<IJobHandler, ExecuteTxnHandler>()
        .AddSingleton<JobStore>()
        .AddSingleton<JobWorker>()
        .AddHostedService<JobLoop>();
}
