using CopyTrade.Domain.Accounts.Preflight;
using CopyTrade.Domain.Alerts;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Accounts.Preflight;

public static class PreflightModule
{
    /// <summary>What asks for checks and reads them. Needs the queue of jobs.</summary>
    public static IServiceCollection AddPreflight(this IServiceCollection services) => services.AddSingleton<IPreflight, PreflightDesk>();

    /// <summary>What runs them; for hosts with the executor's role, which hold keys. Needs the workers of jobs and <c>AddTradingExecutor</c>.</summary>
    public static IServiceCollection AddPreflightExecutor(this IServiceCollection services) => services
        .AddSingleton<PreflightSources>()
        .AddSingleton<IJobHandler, PreflightHandler>();
}
