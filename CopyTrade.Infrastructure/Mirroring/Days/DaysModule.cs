using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Research.Days;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Infrastructure.Mirroring.Days;

public static class DaysModule
{
    /// <summary>Reports of days and replays, for pages. Needs persistence (app role), the copy gap and durable jobs' queue.</summary>
    public static IServiceCollection AddDays(this IServiceCollection services) => services.AddSingleton<IDayReports, DayReports>().AddSingleton<IDayReplays, DayReplays>();

    /// <summary>What makes replays, for hosts that do durable jobs.</summary>
    public static IServiceCollection AddDayReplays(this IServiceCollection services) => services.AddSingleton<IJobHandler, ReplayDayHandler>();
}
