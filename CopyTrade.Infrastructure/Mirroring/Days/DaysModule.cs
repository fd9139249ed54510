using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Targets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Mirroring.Days;

public static class DaysModule
{
    /// <summary>Reports of days and replays; from here on following asks for one. Needs persistence (app role), targets, the copy gap and durable jobs' queue.</summary>
    public static IServiceCollection AddDays(this IServiceCollection services) => services
        .AddSingleton<IDayReports, DayReports>()
        .AddSingleton<IDayReplays, DayReplays>()
        .AddSingleton<ITargetChanges>(provider => new ReplayAfterFollow(
            ActivatorUtilities.CreateInstance<TargetChanges>(provider), provider.GetRequiredService<IDayReplays>(), provider.GetRequiredService<ILogger<ReplayAfterFollow>>()));

    /// <summary>What makes replays, for hosts that do durable jobs.</summary>
    public static IServiceCollection AddDayReplays(this IServiceCollection services) => services.AddSingleton<IJobHandler, ReplayDayHandler>();
}
