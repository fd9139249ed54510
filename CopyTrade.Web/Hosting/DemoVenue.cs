using System.Globalization;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Simulator;

namespace CopyTrade.Web.Hosting;

/// <summary>The venue that a host in Demo mode brings along, on loopback.</summary>
internal sealed class DemoVenue : IAsyncDisposable
{
    private readonly SimulatorHost _simulator;
    private readonly ILoggerFactory _logging;

    private DemoVenue(SimulatorHost simulator, ILoggerFactory logging, bool isReplay) => (_simulator, _logging, IsReplay) = (simulator, logging, isReplay);

    /// <summary>It plays a recording instead of made-up leaders.</summary>
    public bool IsReplay { get; }

    /// <summary>Lets a recording that waits begin; false when there is none or it plays already.</summary>
    public bool StartReplay() => _simulator.StartReplay();

    public Uri ControlUrl => _simulator.ControlUrl;

    /// <summary>The settings by which a host finds it.</summary>
    public IReadOnlyDictionary<string, string?> Addresses => AddressesOf(_simulator);

    /// <summary>Goes on with the world that <paramref name="directory"/> holds, on the port of the last time when it is free. A recording begins anew.</summary>
    public static async Task<DemoVenue> StartAsync(SimulatorOptions options, string directory, TimeProvider clock, CancellationToken ct)
    {
        var logging = LoggerFactory.Create(builder => builder.AddHostLogging(directory, console: true));   // lines of a recording that cannot be played are told there
        var portFile = Path.Combine(directory, "demo-venue.port");
        if (options is { ReplayFile: null, PastDays: 0 }) options = options with { PastDays = 95, Crowd = 24 };
        options = options with { StateFile = options.ReplayFile is null ? Path.Combine(directory, "demo-venue.json.gz") : null };
        try
        {
            var simulator = await StartAsync(options, LastPort(portFile), logging, clock, ct);
            await File.WriteAllTextAsync(portFile, simulator.Port.ToString(CultureInfo.InvariantCulture), ct);
            return new DemoVenue(simulator, logging, options.ReplayFile is not null);
        }
        catch (SimulatorStartException e)
        {
            logging.Dispose();
            throw new StartupException(e.Message, e);
        }
    }

    private static async Task<SimulatorHost> StartAsync(SimulatorOptions options, int lastPort, ILoggerFactory logging, TimeProvider clock, CancellationToken ct)
    {
        if (lastPort > 0 && options.Port == 0)
        {
            try
            {
                return await SimulatorHost.StartAsync(options with { Port = lastPort }, clock, logging, ct);
            }
            catch (SimulatorStartException)
            {
                // Somebody else has the port now: any other will do.
            }
        }

        return await SimulatorHost.StartAsync(options, clock, logging, ct);
    }

    private static int LastPort(string file) =>
        File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : 0;

    public static IReadOnlyDictionary<string, string?> AddressesOf(SimulatorHost simulator) => new Dictionary<string, string?>
    {
        [Key(nameof(VenueOptions.ClobUrl))] = simulator.ClobUrl.ToString(),
        [Key(nameof(VenueOptions.DataApiUrl))] = simulator.DataApiUrl.ToString(),
        [Key(nameof(VenueOptions.GammaUrl))] = simulator.GammaUrl.ToString(),
        [Key(nameof(VenueOptions.MarketStreamUrl))] = simulator.MarketStreamUrl.ToString(),
        [Key(nameof(VenueOptions.UserStreamUrl))] = simulator.UserStreamUrl.ToString(),
        [Key(nameof(VenueOptions.ActivityStreamUrl))] = simulator.ActivityStreamUrl.ToString(),
        [Key(nameof(VenueOptions.GeoblockUrl))] = simulator.GeoblockUrl.ToString(),
        [Key(nameof(VenueOptions.ChainRpcUrl))] = simulator.ChainRpcUrl.ToString(),
    };

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        _logging.Dispose();
    }

    private static string Key(string name) => $"{VenueOptions.Section}:{name}";
}
