using System.CommandLine;
using CopyTrade.Simulator;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Web.Cli;

internal static class ServeCommand
{
    public static readonly Option<FileInfo> Replay = new("--replay") { Description = "Recorded Data-API rows (.jsonl or .jsonl.gz) for the demo venue to play; a host begins when the first wallet is followed." };
    public static readonly Option<decimal> Speed = new("--speed") { Description = "How much faster than recorded.", DefaultValueFactory = _ => 1m };
    private static readonly Option<string> Roles = new("--roles") { Description = "ui, observer, executor, jobs; all when not given.", DefaultValueFactory = _ => "ui,observer,executor,jobs" };

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
        command.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
    }

    /// <summary>The recording named on the command line, as the demo venue's options.</summary>
    public static SimulatorOptions Recording(ParseResult parsed)
    {
        var (file, speed) = (parsed.GetValue(Replay), parsed.GetValue(Speed));
        if (file is { Exists: false }) throw new CliFailure($"There is no replay file {file}.");
        return speed is > 0 and <= 100_000m
            ? new SimulatorOptions { ReplayFile = file?.FullName, ReplaySpeed = speed }
            : throw new CliFailure("The replay speed must be above 0 and at most 100000.");
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var settings = HostSettings.From(HostConfiguration.Read(environment.Settings));
        var recording = Recording(parsed);
        if (recording.ReplayFile is not null && !settings.OwnsVenue)
            throw new CliFailure("--replay is played by the demo venue of this process: remove the Polymarket addresses and use Venue__Mode=Demo, or give the file to the venue that is configured.");

        await using var host = await CopyTradeHost.StartAsync(settings, HostRoleNames.Parse(parsed.GetValue(Roles) ?? ""), recording with { ReplayStart = ReplayStart.OnRequest }, ct);
        await environment.Out.WriteLineAsync(host.Greeting);
        await host.WaitAsync(ct);
        return 0;
    }
}
