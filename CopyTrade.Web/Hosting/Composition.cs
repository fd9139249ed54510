using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Preflight;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Accounts.Sessions;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Ledger;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Mirroring.Days;
using CopyTrade.Infrastructure.Mirroring.Explanations;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Research.Leaders;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Research.Copies;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Infrastructure.Targets;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Canary;
using CopyTrade.Infrastructure.Venue;

namespace CopyTrade.Web.Hosting;

/// <summary>The capabilities of the program, for a host and for the verbs alike.</summary>
internal static class Composition
{
    public static IServiceCollection AddCopyTrade(this IServiceCollection services, Installation installation, IConfiguration configuration)
    {
        var settings = installation.Settings;
        services.AddAuthentication();   // what accounts need of it; schemes belong to hosts with pages
        if (settings.Mode != VenueMode.Demo) services.AddSingleton<IWelcome, PaperWelcome>();
        return services
            .AddSingleton(configuration)
            .AddSingleton(TimeProvider.System)
            .AddSingleton(settings)
            .AddSingleton(new VenueSettings(settings.Mode))
            .AddPersistence(installation.Databases)
            .AddChangeFeed()
            .AddAccounts(settings.Mode, installation.MasterKey)
            .AddVenue(configuration)
            .AddTargets()
            .AddObservationQueries()
            .AddMirroring()
            .AddCopyResearch()
            .AddExplanations()
            .AddDays()
            .AddTrading(configuration)
            .AddLedger()
            .AddSignals()
            .AddRules()
            .AddAlerts()
            .AddPreflight()
            .AddCanary()
            .AddLeaders()
            .AddNotifications(installation.MasterKey)
            .AddPaper(configuration)
            .AddSessionKeys(installation.MasterKey);
    }
}
