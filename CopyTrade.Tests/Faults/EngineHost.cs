using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.Preflight;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Canary;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CopyTrade.Tests.Faults;

/// <summary>The product's engine without its pages: watching, deciding, trading.</summary>
internal static class EngineHost
{
    public static byte[] Key { get; } = [.. Enumerable.Range(1, MasterKey.Length).Select(i => (byte)i)];

    public static IHost Build(Databases databases, IReadOnlyDictionary<string, string?> settings, Func<IServiceCollection, IServiceCollection> before, byte[]? key = null, string? keyFile = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings);
        before(builder.Services)
            .AddSingleton<IConfiguration>(builder.Configuration)
            .AddSingleton(new VenueSettings(VenueMode.Demo))
            .AddPersistence(databases)
            .AddChangeFeed()
            .AddAccounts(VenueMode.Demo, new MasterKey(key ?? Key) { File = keyFile })
            .AddTenantEnumerator()
            .AddVenue(builder.Configuration)
            .AddTargets()
            .AddTrading(builder.Configuration)
            .AddTradingExecutor()
            .AddPaper(builder.Configuration)
            .AddPaperExecutor()
            .AddMirroring()
            .AddMirrorLoop()
            .AddObservation()
            .AddSignals()
            .AddSignalExecutor()
            .AddRules()
            .AddRuleExecutor()
            .AddAlerts()
            .AddAlertExecutor()
            .AddPreflight()
            .AddPreflightExecutor()
            .AddCanary()
            .AddCanaryExecutor()
            .AddNotifications(new MasterKey(key ?? Key) { File = keyFile })
            .AddNotificationExecutor();
        return builder.Build();
    }
}
