using CopyTrade.Benchmarks.Hosting;
using Microsoft.Playwright;

namespace CopyTrade.E2E.Fixtures;

/// <summary>One application in demo mode and one browser for all journeys; each journey takes a fresh browser context.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    private readonly string _data = Directory.CreateTempSubdirectory("copytrade-e2e-").FullName;
    private AppProcess? _app;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public string BaseUrl { get; } = $"http://127.0.0.1:{AppProcess.FreePort()}";

    public HttpClient Http { get; } = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2) }) { Timeout = TimeSpan.FromSeconds(20) };

    public AppProcess App => _app ?? throw new InvalidOperationException("The application is not running.");

    public async Task InitializeAsync()
    {
        await StartAsync();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM") ?? "/usr/bin/chromium",
            Headless = true,
            Args = Flags,
        });
    }

    public async Task StartAsync()
    {
        _app = AppProcess.Start("CopyTrade.Web.dll", ["serve"], new Dictionary<string, string>
        {
            // Development reads static files through the build's manifest, wherever the process starts.
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = BaseUrl,
            ["Data__Directory"] = _data,
            ["Jobs__Drill"] = "true",
        });
        await _app.WaitForAsync(Http, new Uri(BaseUrl + "/health"));
    }

    public async Task KillAsync()
    {
        await App.KillAsync();
        await App.DisposeAsync();
    }

    public async Task<IPage> OpenAsync(string path, int width = 1440, int height = 1000, bool light = false)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = width, Height = height } });
        if (light) await context.AddCookiesAsync([new Cookie { Name = "theme", Value = "light", Url = BaseUrl }]);
        var page = await context.NewPageAsync();
        await page.GotoAsync(BaseUrl + path, new() { WaitUntil = WaitUntilState.DOMContentLoaded });
        return page;
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        Http.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
