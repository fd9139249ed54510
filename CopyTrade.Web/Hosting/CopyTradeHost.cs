using System.Net.Sockets;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Simulator;
using Microsoft.Extensions.Options;

namespace CopyTrade.Web.Hosting;

/// <summary>One running host: database, demo venue where it brings one, web application. Ended in the opposite order.</summary>
internal sealed class CopyTradeHost : IAsyncDisposable
{
    private readonly Installation _installation;
    private readonly DemoVenue? _venue;
    private readonly WebApplication _app;

    private CopyTradeHost(Installation installation, DemoVenue? venue, WebApplication app) => (_installation, _venue, _app) = (installation, venue, app);

    public IServiceProvider Services => _app.Services;

    /// <summary>Where it listens.</summary>
    public IReadOnlyCollection<string> Urls => [.. _app.Urls];

    /// <summary>What a person who started it wants to know.</summary>
    public string Greeting => string.Join(Environment.NewLine,
    [
        $"CopyTrade serves {string.Join(", ", Urls)} in {_installation.Settings.Mode} mode.",
        (_installation.Settings.Mode, _venue) switch
        {
            (VenueMode.Live, _) => "Live: orders are real and spend real money.",
            (VenueMode.Paper, _) => "Paper: live data, simulated fills.",
            (_, { IsReplay: true }) => "Demo: a recording is played by a venue on this machine as soon as a wallet is followed; no money is at risk.",
            (_, not null) => "Demo: made-up traders on a venue on this machine; no money is at risk.",
            _ => "Demo: the venue that is configured; no real money is meant to be there.",
        },
        _installation.PrivatePort is { } port ? $"Data is kept in {_installation.Settings.DataDirectory} (private PostgreSQL on 127.0.0.1:{port})." : $"Logs are kept in {_installation.Settings.DataDirectory}.",
    ]);

    /// <exception cref="StartupException">Something outside the program keeps it from starting.</exception>
    public static async Task<CopyTradeHost> StartAsync(HostSettings settings, HostRoles roles, SimulatorOptions recording, CancellationToken ct)
    {
        // An observer alone reaches no secret: it opens no key (blueprint, decision 7).
        var installation = await Installation.OpenAsync(settings, roles, holdsKeys: roles != HostRoles.Observer, TimeProvider.System, ct);
        DemoVenue? venue = null;
        WebApplication? app = null;
        try
        {
            if (settings.OwnsVenue) venue = await DemoVenue.StartAsync(recording, settings.DataDirectory, TimeProvider.System, ct);
            app = WebHost.Build(installation, venue, venue is null ? null : await DemoLeaders.ReadAsync(venue.ControlUrl, ct), roles);
            await StartAsync(app, ct);
            return new CopyTradeHost(installation, venue, app);
        }
        catch
        {
            if (app is not null) await app.DisposeAsync();
            if (venue is not null) await venue.DisposeAsync();
            await installation.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until the process is asked to stop.</summary>
    public Task WaitAsync(CancellationToken ct) => _app.WaitForShutdownAsync(ct);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_venue is not null) await _venue.DisposeAsync();
        await _installation.DisposeAsync();
    }

    private static async Task StartAsync(WebApplication app, CancellationToken ct)
    {
        try
        {
            // The loops look at this picture in their first round: an empty one would cost a minute.
            if (app.Services.GetService<TenantEnumerator>() is { } tenants)
            {
                await tenants.RefreshAsync(ct);
                if (app.Services.GetService<DemoReturn>() is { } demo) await demo.PrepareAsync(tenants.Tenants, ct);
            }

            await app.StartAsync(ct);
        }
        catch (IOException e) when (e.InnerException is SocketException or { InnerException: SocketException } || e.Message.Contains("in use", StringComparison.OrdinalIgnoreCase))
        {
            throw new StartupException($"{e.Message.Split('\n', 2)[0].TrimEnd('.')}: stop the other program, or set ASPNETCORE_URLS to another address such as http://localhost:5081.", e);
        }
        catch (SocketException e)
        {
            throw new StartupException($"The address in ASPNETCORE_URLS cannot be listened on: {e.Message}", e);
        }
        catch (Exception e) when (e is FormatException or UriFormatException)
        {
            throw new StartupException($"ASPNETCORE_URLS is not an address such as http://localhost:5080: {e.Message}", e);
        }
        catch (OptionsValidationException e)
        {
            throw new StartupException(e.Failures.First(), e);
        }
    }
}
