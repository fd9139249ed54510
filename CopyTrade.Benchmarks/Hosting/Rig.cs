using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CopyTrade.Infrastructure.Persistence.Embedded;
using CopyTrade.Simulator;
using Npgsql;

namespace CopyTrade.Benchmarks.Hosting;

/// <summary>A simulator in this process and the application in its own, set up by the command line and the API as a user would.</summary>
public sealed class Rig : IAsyncDisposable
{
    public const string Email = "rig@example.org";
    public const string Password = "correct-horse-battery-staple-1";
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(2);
    private readonly string _data = Directory.CreateTempSubdirectory("copytrade-rig-").FullName;
    private readonly HttpClient _http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(2), MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly Dictionary<string, string> _environment;
    private readonly SimulatorHost _simulator;
    private AppProcess? _app;
    private EmbeddedPostgres? _server;

    private Rig(SimulatorHost simulator, Uri address)
    {
        (_simulator, Address) = (simulator, address);
        Venue = new SimulatorControl(_http, simulator.ControlUrl);
        _environment = new()
        {
            ["ASPNETCORE_URLS"] = address.ToString(),
            ["Data__Directory"] = _data,
            ["Venue__Mode"] = "Demo",
            ["Polymarket__ClobUrl"] = simulator.ClobUrl.ToString(),
            ["Polymarket__DataApiUrl"] = simulator.DataApiUrl.ToString(),
            ["Polymarket__GammaUrl"] = simulator.GammaUrl.ToString(),
            ["Polymarket__MarketStreamUrl"] = simulator.MarketStreamUrl.ToString(),
            ["Polymarket__UserStreamUrl"] = simulator.UserStreamUrl.ToString(),
            ["Polymarket__ActivityStreamUrl"] = simulator.ActivityStreamUrl.ToString(),
            ["Polymarket__GeoblockUrl"] = simulator.GeoblockUrl.ToString(),
            ["Polymarket__ChainRpcUrl"] = simulator.ChainRpcUrl.ToString(),
        };
    }

    public SimulatorControl Venue { get; }

    public Uri Address { get; }

    public AppProcess App => _app ?? throw new InvalidOperationException("The application is not running.");

    public IReadOnlyDictionary<string, string> Environment => _environment;

    /// <summary>Where master key and files of the application are.</summary>
    public string DataDirectory => _data;

    /// <summary>What the application asks of its database; null unless it is counted.</summary>
    public WireCount? Wire { get; private set; }

    /// <summary>The administrator's way to the database, past the counting; only where it was started here.</summary>
    public string Database => _server?.ConnectionString ?? throw new InvalidOperationException("The application has a database of its own.");

    public Uri ClobUrl => _simulator.ClobUrl;

    /// <summary>Starts the venue and prepares one trader with a funded wallet and wide grants; the application is not running yet.</summary>
    /// <param name="options">The venue.</param>
    /// <param name="isCounted">The application reaches its database through a counter. Costs a little time, so not for latencies.</param>
    /// <param name="hasOpenDatabase">The database is started here and not by the application, so that <see cref="Database"/> can be filled.</param>
    public static async Task<Rig> PrepareAsync(SimulatorOptions? options = null, bool isCounted = false, bool hasOpenDatabase = false)
    {
        var simulator = await SimulatorHost.StartAsync(options ?? new() { Leaders = false, DataLag = TimeSpan.Zero, AutoFundUsdc = 100_000m }, TimeProvider.System, null, CancellationToken.None);
        var rig = new Rig(simulator, new Uri($"http://127.0.0.1:{AppProcess.FreePort()}/"));
        if (isCounted || hasOpenDatabase) await rig.OpenDatabaseAsync(isCounted);
        await rig.RunAsync(["user", "add", "--email", Email], Password);
        await rig.RunAsync(["wallet", "add", "--email", Email, "--generate", "--per-order", "20", "--daily", "20000", "--hourly-fills", "20000"]);
        var key = JsonNode.Parse(LastLine(await rig.RunAsync(["api-key", "add", "--email", Email, "--scopes", "targets:read,targets:write,orders:read,positions:read,status:read,wallet:read,rules:read,rules:write", "--json"])))!;
        rig._http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key["key"]!.GetValue<string>());
        return rig;
    }

    /// <summary>Starts the application and waits until it is healthy and its wallet may trade.</summary>
    public async Task<TimeSpan> StartAsync(string assembly = "CopyTrade.Web.dll", IEnumerable<string>? arguments = null, IReadOnlyDictionary<string, string>? more = null)
    {
        _app = AppProcess.Start(assembly, arguments ?? ["serve"], more is null ? _environment : _environment.Where(setting => !more.ContainsKey(setting.Key)).Concat(more).ToDictionary());
        return await _app.WaitForAsync(_http, new Uri(Address, "/health"));
    }

    public async Task StopAsync()
    {
        if (_app is null) return;
        await _app.DisposeAsync();
        _app = null;
    }

    /// <summary>Waits until the venue has this wallet's credentials and approvals.</summary>
    public Task WaitUntilReadyAsync() => UntilAsync(TimeSpan.FromSeconds(30), async () =>
        (await GetAsync("/api/v1/poly/wallet/status"))["trading_ready"]?.GetValue<bool>() == true);

    /// <summary>Every trade of the wallet is copied, however far above its own average and whichever side it holds more of: a measurement buys the same again and again, and both sides.</summary>
    public async Task FollowAsync(string wallet, object policy, decimal most = 100_000m)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Address, "/api/v1/poly/copy-trade/targets"), new { target_wallet = wallet, policy, mirror_max_usdc_per_trade = most, rules = new { vwap_tolerance = 0, dominance_minimum = 0 } });
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"Following {wallet}: {await answer.Content.ReadAsStringAsync()}");
    }

    public Task<string> TextAsync(string path) => _http.GetStringAsync(new Uri(Address, path));

    public async Task<JsonNode> GetAsync(string path) => (await _http.GetFromJsonAsync<JsonNode>(new Uri(Address, path)))!;

    public async Task PostAsync(string path, object body)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Address, path), body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
    }

    public Task<string> RunAsync(IEnumerable<string> arguments, string? input = null) => AppProcess.RunAsync("CopyTrade.Web.dll", arguments, _environment, input);

    /// <param name="limit">How long it is waited for. Time in which the machine stood still is not waiting: a turn counts two seconds at most.</param>
    /// <param name="condition">Asked again until it holds.</param>
    /// <param name="story">What stood at the end; said when it did not hold in time.</param>
    /// <returns>How long the machine stood still meanwhile.</returns>
    public static async Task<TimeSpan> UntilAsync(TimeSpan limit, Func<Task<bool>> condition, Func<string>? story = null)
    {
        var (waited, still) = (TimeSpan.Zero, TimeSpan.Zero);
        for (var turn = TimeProvider.System.GetTimestamp(); !await condition(); turn = TimeProvider.System.GetTimestamp())
        {
            if (waited > limit) throw new TimeoutException($"Not within {limit}.{(story is null ? "" : " " + story())}");
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, CancellationToken.None);
            var took = TimeProvider.System.GetElapsedTime(turn);
            var counted = took < LongestTurn ? took : LongestTurn;
            (waited, still) = (waited + counted, still + (took - counted));
        }

        return still;
    }

    /// <summary>A wallet made of its number.</summary>
    public static string Wallet(int number) => $"0x{0xbe9c000000000000UL + (ulong)number:x16}{number:x24}";

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (Wire is not null) await Wire.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
        await _simulator.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_data, recursive: true);
        if (ClusterFolder.For(_data) is var cluster && Directory.Exists(cluster)) Directory.Delete(cluster, recursive: true);
    }

    private async Task OpenDatabaseAsync(bool isCounted)
    {
        _server = await EmbeddedPostgres.StartAsync(new() { RootDirectory = ClusterFolder.For(_data), MaxConnections = 120 });
        if (isCounted) Wire = new WireCount(_server.Port);
        _environment["ConnectionStrings__CopyTrade"] = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Port = Wire?.Port ?? _server.Port }.ConnectionString;
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
}
