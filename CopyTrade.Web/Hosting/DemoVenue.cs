using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Simulator;

namespace CopyTrade.Web.Hosting;

/// <summary>The venue that a host in Demo mode brings along, on loopback.</summary>
internal sealed class DemoVenue : IAsyncDisposable
{
    private readonly SimulatorHost _simulator;

    private DemoVenue(SimulatorHost simulator, bool isReplay) => (_simulator, IsReplay) = (simulator, isReplay);

    /// <summary>It plays a recording instead of made-up leaders.</summary>
    public bool IsReplay { get; }

    public Uri ControlUrl => _simulator.ControlUrl;

    /// <summary>The settings by which a host finds it.</summary>
    public IReadOnlyDictionary<string, string?> Addresses => AddressesOf(_simulator);

    public static async Task<DemoVenue> StartAsync(SimulatorOptions options, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            return new DemoVenue(await SimulatorHost.StartAsync(options, clock, loggers: null, ct), options.ReplayFile is not null);
        }
        catch (SimulatorStartException e)
        {
            throw new StartupException(e.Message, e);
        }
    }

    public static IReadOnlyDictionary<string, string?> AddressesOf(SimulatorHost simulator) => new Dictionary<string, string?>
    {
        [Key(nameof(VenueOptions.ClobUrl))] = simulator.ClobUrl.ToString(),
        [Key(nameof(VenueOptions.DataApiUrl))] = simulator.DataApiUrl.ToString(),
        [Key(nameof(VenueOptions.GammaUrl))] = simulator.GammaUrl.ToString(),
        [Key(nameof(VenueOptions.MarketStreamUrl))] = simulator.MarketStreamUrl.ToString(),
        [Key(nameof(VenueOptions.UserStreamUrl))] = simulator.UserStreamUrl.ToString(),
        [Key(nameof(VenueOptions.ActivityStreamUrl))] = simulator.ActivityStreamUrl.ToString(),
        [Key(nameof(VenueOptions.ChainRpcUrl))] = simulator.ChainRpcUrl.ToString(),
    };

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    private static string Key(string name) => $"{VenueOptions.Section}:{name}";
}
