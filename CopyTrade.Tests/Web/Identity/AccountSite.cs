using System.Security.Cryptography;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Tests.Web.Layout;
using CopyTrade.Web;
using CopyTrade.Web.Identity;
using CopyTrade.Web.Layout;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Radzen;

namespace CopyTrade.Tests.Web.Identity;

/// <summary>The account pages on a real database, without the rest of the program.</summary>
internal sealed class AccountSite : IAsyncDisposable
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(MasterKey.Length);
    private readonly WebApplication _app;

    private AccountSite(WebApplication app) => _app = app;

    public static Task<AccountSite> StartAsync(Databases databases, params (string Name, string Value)[] settings) => StartAsync(databases, null, settings);

    public static async Task<AccountSite> StartAsync(Databases databases, TimeProvider? clock, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Configuration["Identity:AttemptsPerMinute"] = "1000";
        foreach (var (name, value) in settings) builder.Configuration[name] = value;
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddRadzenComponents();
        builder.Services.AddPersistence(databases).AddChangeFeed().AddAccounts(VenueMode.Demo, new MasterKey(Key)).AddPaper(builder.Configuration).AddIdentityPages().AddShell();
        builder.Services.AddSingleton<FakeShell>()
            .AddSingleton<IShellQuery>(services => services.GetRequiredService<FakeShell>())
            .AddSingleton<ITradingSwitch>(services => services.GetRequiredService<FakeShell>());
        if (clock is not null) builder.Services.AddSingleton(clock);
        var app = builder.Build();
        app.MapIdentityPages();
        app.UseAntiforgery();
        app.MapShell();
        app.MapGet("/", () => "home").WithOrder(-1); // the real one needs the rest of the program
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return new AccountSite(app);
    }

    public IServiceProvider Services => _app.Services;

    public PageClient OpenBrowser() => new(_app.GetTestServer().CreateHandler());

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
