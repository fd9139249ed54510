using System.CommandLine;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Simulator;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Web.Cli;

internal static class ServeCommand
{
    public static readonly Option<FileInfo> Replay = new("--replay") { Description = "Recorded Data-API rows (.jsonl or .jsonl.gz) for the demo venue to play; a host begins when the first wallet is followed." };
    public static readonly Option<decimal> Speed = new("--speed") { Description = "How much faster than recorded.", DefaultValueFactory = _ => 1m };
    public static readonly Option<string> SettleOn = new("--settle-on") { Description = "A development node of chain 137 (CopyTrade.Tests/Chain/evm/start.sh) on which the demo venue settles matches." };
    private static readonly Option<string> Roles = new("--roles") { Description = "ui, observer, executor, jobs; all when not given.", DefaultValueFactory = _ => "ui,observer,executor,jobs" };

    private static readonly Option<string> EmitIntents = new("--emit-intents") { Description = "An observer writes one intent for each trade it sees: to a file, or to an address such as http://127.0.0.1:8765/intent." };

    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("serve", "Serves pages and API, watches, trades and runs jobs.");
        MakeDefault(command, environment);
        return command;
    }

    public static void MakeDefault(Command command, CliEnvironment environment)
    {
        command.Add(Roles);
        command.Add(Replay);
        command.Add(Speed);
        command.Add(SettleOn);
        command.Add(EmitIntents);
        command.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
    }

    /// <summary>The recording or the outside chain named on the command line, as the demo venue's options.</summary>
    public static SimulatorOptions Recording(ParseResult parsed)
    {
        var (file, speed) = (parsed.GetValue(Replay), parsed.GetValue(Speed));
        if (file is { Exists: false }) throw new CliFailure($"There is no replay file {file}.");
        return speed is > 0 and <= 100_000m
            ? new SimulatorOptions { ReplayFile = file?.FullName, ReplaySpeed = speed, SettleOn = NodeOf(parsed.GetValue(SettleOn)) }
            : throw new CliFailure("The replay speed must be above 0 and at most 100000.");
    }

    private static Uri? NodeOf(string? address) => string.IsNullOrWhiteSpace(address) ? null
        : Uri.TryCreate(address, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", IsLoopback: true } ? url
        : throw new CliFailure("--settle-on takes the address of a development node on this machine, such as http://127.0.0.1:8545.");

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var roles = HostRoleNames.Parse(parsed.GetValue(Roles) ?? "");
        var settings = HostSettings.From(HostConfiguration.Read(WithGenerator(environment.Settings, parsed.GetValue(EmitIntents), roles)));
        var recording = Recording(parsed);
        if (recording.ReplayFile is not null && !settings.OwnsVenue)
            throw new CliFailure("--replay is played by the demo venue of this process: remove the Polymarket addresses and use Venue__Mode=Demo, or give the file to the venue that is configured.");

        if (recording.SettleOn is not null && !settings.OwnsVenue)
            throw new CliFailure("--settle-on is for the demo venue of this process: remove the Polymarket addresses and use Venue__Mode=Demo, or give the node to the venue that is configured.");

        await using var host = await CopyTradeHost.StartAsync(settings, roles, recording with { ReplayStart = ReplayStart.OnRequest }, ct);
        await environment.Out.WriteLineAsync(host.Greeting);
        await host.WaitAsync(ct);
        return 0;
    }

    private static IReadOnlyDictionary<string, string?>? WithGenerator(IReadOnlyDictionary<string, string?>? settings, string? emitTo, HostRoles roles)
    {
        if (string.IsNullOrWhiteSpace(emitTo)) return settings;
        if (!roles.HasFlag(HostRoles.Observer)) throw new CliFailure("--emit-intents is for a host that observes: add observer to --roles.");
        return new Dictionary<string, string?>(settings ?? new Dictionary<string, string?>()) { [$"{SignalOptions.Section}:{nameof(SignalOptions.EmitTo)}"] = emitTo };
    }
}
