using System.CommandLine;
using CopyTrade.Simulator;

namespace CopyTrade.Web.Cli;

internal static class SimulatorCommand
{
    private static readonly Option<int> Port = new("--port") { Description = "Loopback port; 0 takes a free one." };
    private static readonly Option<int> Seed = new("--seed") { Description = "The same seed makes the same world.", DefaultValueFactory = _ => 1 };

    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("simulator", "Runs the demo venue alone.") { Port, Seed, ServeCommand.Replay, ServeCommand.Speed, ServeCommand.SettleOn };
        command.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var port = parsed.GetValue(Port);
        if (port is < 0 or > 65535) throw new CliFailure("A port lies between 0 and 65535.");
        var options = ServeCommand.Recording(parsed) with { Port = port, Seed = parsed.GetValue(Seed) };

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var terminate = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, Stop);
        using var interrupt = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGINT, Stop);
        using var logging = LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true).SetMinimumLevel(LogLevel.Warning));
        await using var simulator = await SimulatorHost.StartAsync(options, TimeProvider.System, logging, stop.Token);
        await environment.WriteAsync(parsed, string.Join(Environment.NewLine,
        [
            $"The demo venue listens on 127.0.0.1:{simulator.Port}. A host uses it with:",
            .. Hosting.DemoVenue.AddressesOf(simulator).Select(address => $"{address.Key.Replace(":", "__", StringComparison.Ordinal)}={address.Value}"),
        ]), new { simulator.Port, Settings = Hosting.DemoVenue.AddressesOf(simulator), Control = simulator.ControlUrl });
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return 0;

        void Stop(System.Runtime.InteropServices.PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }
}
