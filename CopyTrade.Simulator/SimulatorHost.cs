using System.Net;
using CopyTrade.Simulator.Chain.Outside;
using CopyTrade.Simulator.Control;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Faults;
using CopyTrade.Simulator.Replay;
using CopyTrade.Simulator.Rest;
using CopyTrade.Simulator.Streams;
using CopyTrade.Simulator.World;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CopyTrade.Simulator;

/// <summary>A loopback Polymarket: order book, data, market list, streams and chain calls on the real wire formats.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly CancellationTokenSource _stopping;
    private readonly VenueParts _venue;
    private bool _stopped;

    private SimulatorHost(WebApplication app, VenueParts venue, CancellationTokenSource stopping, int port) =>
        (_app, _venue, _stopping, Port) = (app, venue, stopping, port);

    public int Port { get; }

    public Uri ClobUrl => Address("http", "clob");

    public Uri DataApiUrl => Address("http", "data");

    public Uri GammaUrl => Address("http", "gamma");

    public Uri MarketStreamUrl => Address("ws", "ws/market");

    public Uri UserStreamUrl => Address("ws", "ws/user");

    public Uri ActivityStreamUrl => Address("ws", "ws/activity");

    public Uri GeoblockUrl => Address("http", "site/api/geoblock");

    public Uri ChainRpcUrl => Address("http", "rpc");

    public Uri ControlUrl => Address("http", "control");

    /// <exception cref="SimulatorStartException">Busy port, or a replay file that cannot be played.</exception>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, TimeProvider clock, ILoggerFactory? loggers, CancellationToken ct)
    {
        var logger = (loggers ?? NullLoggerFactory.Instance).CreateLogger("CopyTrade.Simulator");
        if (options.ReplaySpeed <= 0m)
        {
            throw new SimulatorStartException("The replay speed must be above zero.");
        }

        if (options is { SettleOn: not null, ReplayFile: not null })
        {
            throw new SimulatorStartException("A recording cannot be settled on another chain: its tokens exist on Polygon only. Leave out one of the two.");
        }

        var recording = options.ReplayFile is { } path ? await ReplayFile.ReadAsync(path, logger, ct) : null;
        var stopping = new CancellationTokenSource();
        var outside = options.SettleOn is { } node ? await OutsideChain.OpenAsync(node, options, ct) : null;
        var venue = new VenueParts(options, clock, recording, outside, logger);
        var app = Build(options.Port, venue, stopping.Token);
        try
        {
            await app.StartAsync(ct);
        }
        catch (IOException busy)
        {
            venue.Scheduler.Dispose();
            outside?.Dispose();
            await app.DisposeAsync();
            stopping.Dispose();
            throw new SimulatorStartException($"Port {options.Port} of 127.0.0.1 is in use by another program: choose another port for the demo venue.", busy);
        }

        venue.Start(stopping.Token);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new(app, venue, stopping, new Uri(address).Port);
    }

    /// <summary>Lets a recording that waits begin; false when there is none or it plays already.</summary>
    public bool StartReplay() => _venue.StartReplay();

    public async Task StopAsync(CancellationToken ct)
    {
        if (_stopped)
        {
            return;
        }

        _stopped = true;
        _venue.Scheduler.Dispose();
        await _stopping.CancelAsync();
        await _app.StopAsync(ct);
        await _venue.CloseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private static WebApplication Build(int port, VenueParts venue, CancellationToken stopping)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddRoutingCore();
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var app = builder.Build();
        app.UseWebSockets(new() { KeepAliveInterval = TimeSpan.FromSeconds(25) });
        app.Use((context, next) => venue.Gate.InvokeAsync(context, next));
        app.UseRouting();
        venue.Map(app, stopping);
        app.UseEndpoints(_ => { });
        return app;
    }

    private Uri Address(string scheme, string path) => new($"{scheme}://127.0.0.1:{Port}/{path}");
}
