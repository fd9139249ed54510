using CopyTrade.Benchmarks.Hosting;

namespace CopyTrade.E2E.Fixtures;

/// <summary>The product in demo mode on a data directory of its own; can be killed and started again on the same data.</summary>
/// <param name="arguments">More words of the command line.</param>
public sealed class DemoApp(params string[] arguments) : IAsyncDisposable
{
    // Open to other users, unlike a temporary folder of the framework: run by root, the database belongs to another one.
    private readonly string _data = Directory.CreateDirectory(Path.Combine(Scratch.Folder, $"copytrade-e2e-{Guid.NewGuid():N}")).FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20) }) { Timeout = TimeSpan.FromSeconds(60) };
    private AppProcess? _process;

    /// <summary>Settings of its own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    public string BaseUrl { get; } = $"http://127.0.0.1:{AppProcess.FreePort()}";

    private AppProcess Process => _process ?? throw new InvalidOperationException("The application is not running.");

    public async Task StartAsync()
    {
        _process = AppProcess.Start("CopyTrade.Web.dll", ["serve", .. arguments], new Dictionary<string, string>(Settings)
        {
            // Development reads static files through the build's manifest, wherever the process starts.
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = BaseUrl,
            ["Data__Directory"] = _data,
            ["Jobs__Drill"] = "true",
            ["Notifications__AllowedHosts"] = "127.0.0.1",
            // All journeys come from one address, and none waits a minute for a session to end.
            ["Identity__AttemptsPerMinute"] = "1000",
            ["Identity__RevalidateSeconds"] = "5",
        });
        for (var minute = 1; ; minute++)
        {
            try
            {
                await Process.WaitForAsync(_http, new Uri(BaseUrl + "/health"));
                return;
            }
            catch (InvalidOperationException) when (!Process.HasExited && minute < ChromiumFixture.Patience.TotalMinutes)
            {
                // A machine that stands still takes more than one.
            }
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        await Process.KillAsync();
        await Process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
