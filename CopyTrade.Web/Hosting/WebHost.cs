using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Preflight;
using CopyTrade.Infrastructure.Accounts.Registration;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Mirroring.Days;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Research.Leaders;
using CopyTrade.Infrastructure.Rules;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Trading.Canary;
using CopyTrade.Web.Api;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Ledger;
using CopyTrade.Web.Features.Overview;
using CopyTrade.Web.Features.Research;
using CopyTrade.Web.Features.Trading;
using CopyTrade.Web.Identity;
using CopyTrade.Web.Layout;
using Radzen;

namespace CopyTrade.Web.Hosting;

/// <summary>The web application of a host: capabilities, background services of its roles, pages and API.</summary>
internal static class WebHost
{
    public static WebApplication Build(Installation installation, DemoVenue? venue, DemoLeaders? leaders, HostRoles roles)
    {
        var settings = installation.Settings;
        // The folder of the program, wherever it is started from: there lie its static files.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, ApplicationName = typeof(WebHost).Assembly.GetName().Name });
        builder.Configuration.AddConfiguration(settings.Configuration).AddInMemoryCollection(venue?.Addresses ?? new Dictionary<string, string?>());
        builder.Host.UseDefaultServiceProvider(provider => provider.ValidateOnBuild = provider.ValidateScopes = true);
        builder.Logging.AddHostLogging(settings.DataDirectory, console: true);
        builder.WebHost.UseStaticWebAssets();
        var proxies = TrustedProxies.From(settings.Configuration);
        var intents = IntentAddress.From(settings.Configuration, roles);
        builder.WebHost.UseUrls(IntentAddress.Join(settings.Configuration["ASPNETCORE_URLS"] ?? settings.Configuration["URLS"] ?? HostSettings.DefaultUrl, intents));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 2_000_000;
        });

        builder.Services.AddCopyTrade(installation, builder.Configuration);
        if ((roles & (HostRoles.Ui | HostRoles.Jobs)) != 0) builder.Services.AddJobs(installation.Databases, RecurringJobs.All(settings.Drill), runs: roles.HasFlag(HostRoles.Jobs));
        builder.Services.AddSingleton(new HostFacts(roles, settings.Mode, TimeProvider.System.GetUtcNow())).AddSingleton<HostHealth>().AddSingleton(_ => new PrometheusText("CopyTrade", "System.Runtime"));
        builder.Services.AddSingleton<InstallationQuery>().AddSingleton<StatusQuery>();
        AddBackground(builder.Services, roles, builder.Configuration);
        if (roles.HasFlag(HostRoles.Ui)) AddUi(builder.Services);
        if (venue is not null) builder.Services.AddSingleton<DemoReturn>();
        if (venue is not null && installation.MasterKey is not null) builder.Services.AddSingleton<IWelcome, DemoWelcome>();
        if (venue is { IsReplay: true }) builder.Services.AddSingleton(venue).AddHostedService<ReplayStarter>();
        if (leaders is not null) builder.Services.AddSingleton<IDemoLeaders>(leaders);

        var app = builder.Build();
        app.Services.GetRequiredService<PrometheusText>();   // listens from the start, not from the first scrape
        if (proxies is not null) app.UseForwardedHeaders(proxies);   // first of all: everything after it asks for the caller's address
        app.UseMiddleware<RequestLog>();
        if (intents is not null) app.UseIntentsOnly(intents);
        app.MapOperations();
        if (roles.HasFlag(HostRoles.Ui)) MapUi(app);
        return app;
    }

    private static void AddBackground(IServiceCollection services, HostRoles roles, ConfigurationManager configuration)
    {
        if (HostLogins.Of(roles).Contains(DatabaseRole.Worker)) services.AddTenantEnumerator();
        services.AddObservationJobs();
        services.AddLeaderJobs();
        if (roles.HasFlag(HostRoles.Observer)) services.AddObservation();
        if (roles.HasFlag(HostRoles.Observer) && configuration[$"{SignalOptions.Section}:{nameof(SignalOptions.EmitTo)}"] is { Length: > 0 }) services.AddSignalGenerator();
        if (roles.HasFlag(HostRoles.Executor)) services.AddMirrorLoop().AddTradingExecutor().AddSignalExecutor().AddPaperExecutor().AddRuleExecutor().AddAlertExecutor().AddPreflightExecutor().AddCanaryExecutor().AddNotificationExecutor().AddLeaderTrials().AddDayReplays();
        else if (roles.HasFlag(HostRoles.Jobs))
        {
            // Jobs use the executor's parts; its loops belong to hosts with its role.
            services.AddTradingExecutor().AddPaperVenue();
            foreach (var loop in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Namespace?.StartsWith(typeof(TradingModule).Namespace!, StringComparison.Ordinal) is true).ToList())
                services.Remove(loop);
        }

        services.AddRetention().AddSingleton<ApprovalWaits>().AddSingleton<MirrorTick>();
    }

    private static void AddUi(IServiceCollection services)
    {
        // A network that comes back brings everybody back at once: whoever lost the line finds the page as it was for a minute.
        services.AddRazorComponents().AddInteractiveServerComponents(circuits => (circuits.DisconnectedCircuitMaxRetained, circuits.DisconnectedCircuitRetentionPeriod) = (1_000, TimeSpan.FromMinutes(1)));
        services.AddRadzenComponents();
        services.AddIdentityPages();
        services.AddAuthentication().AddApiKeys().AddAlertSenders();
        services.AddShell().AddSingleton<IShellQuery, ShellQuery>().AddSingleton<ITradingSwitch, PageSwitch>();
        services.AddPages();
        services.AddApi(HostFacts.Version);
        services.AddHsts(hsts => hsts.MaxAge = TimeSpan.FromDays(365));
    }

    private static void MapUi(WebApplication app)
    {
        app.UseHsts();   // says nothing on plain http
        app.UseErrors();
        // Limits before anything that they protect: a wrong password or key costs work.
        app.UseKeyTries();
        app.MapIdentityPages();
        // Named here, or the framework puts them before everything and a refusal gets no answer of ours.
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapShell();
        app.MapHalts();
        app.MapResearch();
        app.MapLedgerExport();
        app.MapApi();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }
}
