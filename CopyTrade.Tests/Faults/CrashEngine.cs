using System.Diagnostics;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Tests.Faults;

/// <summary>
/// The engine as a process of its own that kills itself at a chosen moment. Started by <see cref="CrashDrill"/> with this
/// assembly as the program; the product itself knows nothing of it but the empty <see cref="ICrashPoints"/>.
/// </summary>
internal static class CrashEngine
{
    public const string Verb = "crash-engine";
    public const string Ready = "engine is up";

    /// <param name="arguments">Verb, database, crash point (or none), delay in ms, then settings as name=value.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [Verb, var database, var point, var delay, .. var settings])
        {
            await Console.Error.WriteLineAsync("crash-engine DATABASE POINT DELAY-MS [NAME=VALUE ...]");
            return 1;
        }

        await using var databases = Databases.Connect(database);
        using var host = EngineHost.Build(
            databases,
            settings.Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], string? (pair) => pair[1]),
            services => services.AddSingleton<ILoggerProvider, FenceLog>().AddSingleton<ICrashPoints>(new Killing(point, TimeSpan.FromMilliseconds(int.Parse(delay, System.Globalization.CultureInfo.InvariantCulture)))));
        await host.StartAsync();
        await Console.Out.WriteLineAsync(Ready);
        await host.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>SIGKILL to itself at the first passing of the point: nothing is flushed, nothing is disposed.</summary>
    private sealed class Killing(string wanted, TimeSpan delay) : ICrashPoints
    {
        public void Reach(CrashPoint point)
        {
            if (point.ToString() != wanted) return;
            if (delay == TimeSpan.Zero) Kill();
            _ = new Timer(_ => Kill(), null, delay, Timeout.InfiniteTimeSpan);
        }

        private static void Kill()
        {
            Process.GetCurrentProcess().Kill();
            new ManualResetEventSlim().Wait();   // the signal is on its way; go no further
        }
    }
}
