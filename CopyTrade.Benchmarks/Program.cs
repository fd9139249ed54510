using System.Globalization;
using CopyTrade.Benchmarks.Figures;

// Prints the figures of docs/performance.md. Arguments choose: latency drain burst idle cold signing; none means all.
var chosen = args.Where(a => !a.EndsWith(".sh", StringComparison.Ordinal)).ToHashSet();
var script = args.FirstOrDefault(a => a.EndsWith(".sh", StringComparison.Ordinal)) ?? "./run.sh";
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}"));

if (Runs("signing")) Console.WriteLine(Signing.Measure());
if (Runs("latency"))
{
    foreach (var targets in (int[])[1, 100, 500]) Console.WriteLine(await CopyLatency.MeasureAsync(targets, trades: 200, wakeUp: true));
}

if (Runs("drain"))
{
    foreach (var targets in (int[])[1, 100, 500]) Console.WriteLine(await CopyLatency.MeasureAsync(targets, trades: 100, wakeUp: false));
}

if (Runs("burst")) Console.WriteLine(await Burst.MeasureAsync(100));
if (Runs("idle")) Console.WriteLine(await Idle.MeasureAsync(500, TimeSpan.FromSeconds(60)));
if (Runs("cold")) Console.WriteLine(await ColdStart.MeasureAsync(script));
return 0;

bool Runs(string figure) => chosen.Count == 0 || chosen.Contains(figure);
