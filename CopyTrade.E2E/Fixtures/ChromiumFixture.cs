using CopyTrade.E2E.Pages;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Fixtures;

/// <summary>One browser, for applications that a journey starts by itself.</summary>
public class ChromiumFixture : IAsyncLifetime
{
    public const string Password = "four words in a row";

    /// <summary>How long a journey waits for what is bound to come: only one that fails waits so long, and a machine that is slow and stands still now and then fails none.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static int _users;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static string NewEmail(string name) => $"{name}-{Interlocked.Increment(ref _users)}@example.com";

    public virtual async Task InitializeAsync()
    {
        Standstills.Begin();
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
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
    }

    /// <summary>A fresh browser context with a user of its own.</summary>
    public async Task<Visit> VisitAsNewUserAsync(string name, DemoApp app, bool script = true)
    {
        var visit = await OpenAsync(app, null, script);
        await visit.GoAsync("/register");
        await new RegisterPageObject(visit).RegisterAsync(NewEmail(name), Password);
        return visit;
    }

    public virtual async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
    }

    protected async Task<Visit> OpenAsync(DemoApp app, string? state, bool script)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new() { Width = 1440, Height = 1000 },
            StorageState = state,
            JavaScriptEnabled = script,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        return await Visit.StartAsync(context, app.BaseUrl, script);
    }
}
