using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Fixtures;

/// <summary>
/// One application and one browser for all journeys. The first account, an administrator who follows demo leaders, is made here:
/// journeys that only look use it, the others register their own user.
/// </summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    public const string Password = "four words in a row";
    private static int _users;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private string? _administrator;

    public DemoApp App { get; } = new();

    /// <summary>What the registration page said before there was any account.</summary>
    public bool FirstAccountWasAnnounced { get; private set; }

    public async Task InitializeAsync()
    {
        await App.StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            ],
        });

        await using var visit = await VisitAsync();
        await visit.GoAsync("/register");
        FirstAccountWasAnnounced = await visit.Page.Locator("#first-account").IsVisibleAsync();
        await new RegisterPageObject(visit).RegisterAsync(NewEmail("administrator"), Password);
        var targets = new TargetsPageObject(visit);
        await targets.OpenAsync();
        await targets.FollowSuggestionAsync("Marlow Vane");
        await targets.FollowSuggestionAsync("Ines Calder");
        // The first look at this page makes a key, which ends the sessions of older cookies.
        await visit.GoAsync("/account/two-factor");
        _administrator = await visit.Page.Context.StorageStateAsync();
    }

    public static string NewEmail(string name) => $"{name}-{Interlocked.Increment(ref _users)}@example.com";

    /// <summary>A fresh browser context, as nobody.</summary>
    public Task<Visit> VisitAsync(DemoApp? app = null, bool script = true) => OpenAsync(app ?? App, null, script);

    /// <summary>A fresh browser context, signed in as the administrator.</summary>
    public Task<Visit> VisitAsAdministratorAsync() => OpenAsync(App, _administrator, true);

    /// <summary>A fresh browser context with a user of its own.</summary>
    public async Task<Visit> VisitAsNewUserAsync(string name, DemoApp? app = null, bool script = true)
    {
        var visit = await VisitAsync(app, script);
        await visit.GoAsync("/register");
        await new RegisterPageObject(visit).RegisterAsync(NewEmail(name), Password);
        return visit;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        await App.DisposeAsync();
    }

    private async Task<Visit> OpenAsync(DemoApp app, string? state, bool script)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = 1440, Height = 1000 },
            StorageState = state,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return await Visit.StartAsync(context, app.BaseUrl, script);
    }
}
