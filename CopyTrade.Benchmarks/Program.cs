using System.Globalization;
using CopyTrade.Benchmarks;
using CopyTrade.Benchmarks.Figures;

// Prints the figures of docs/performance.md. Arguments choose: signing harness latency wakeup drain burst troubles fanout cost idle rules ranking browsers cold, and numbers of targets for latencies or of open pages for browsers; none means all.
string[] figures = ["signing", "harness", "latency", "wakeup", "drain", "burst", "troubles", "fanout", "cost", "idle", "rules", "ranking", "browsers", "cold"];
var script = args.FirstOrDefault(a => a.EndsWith(".sh", StringComparison.Ordinal)) ?? "./run.sh";
int[] sizes = [.. args.Where(a => a.All(char.IsAsciiDigit)).Select(a => int.Parse(a, CultureInfo.InvariantCulture))];
var chosen = args.Where(a => !a.EndsWith(".sh", StringComparison.Ordinal) && !a.All(char.IsAsciiDigit)).ToHashSet();
if (chosen.Except(figures).FirstOrDefault() is { } unknown)
{
    Console.Error.WriteLine($"There is no figure '{unknown}': choose from {string.Join(", ", figures)}.");
    return 2;
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd HH:mm} UTC, {Environment.ProcessorCount} cores, {System.Runtime.InteropServices.RuntimeInformation.OSDescription}, .NET {Environment.Version}"));
var began = TimeProvider.System.GetTimestamp();
var report = new Report();
if (Runs("signing")) Signing.Measure(report);
if (Runs("harness")) await Harness.MeasureAsync(report, 100_000);
if (Runs("latency") || Runs("wakeup") || Runs("drain"))
{
    var (wakeUp, drain) = (Runs("latency") || Runs("wakeup") ? 200 : 0, Runs("latency") || Runs("drain") ? 100 : 0);
    foreach (var targets in sizes.Length > 0 ? sizes : [1, 100, 500]) await CopyLatency.MeasureAsync(report, targets, wakeUp, drain);
}

if (Runs("burst")) await Burst.MeasureAsync(report, 100);
if (Runs("troubles")) await Troubles.MeasureAsync(report);
if (Runs("fanout")) await FanOut.MeasureAsync(report, sizes is [var tenants, ..] ? tenants : 1_000, fills: 5);
if (Runs("cost")) await Cost.MeasureAsync(report);
if (Runs("idle")) await Idle.MeasureAsync(report, 500, TimeSpan.FromMinutes(5));
if (Runs("rules")) await RuleStorm.MeasureAsync(report, sizes is [var rules, ..] && chosen.Contains("rules") ? rules : 10_000);
if (Runs("browsers")) await Browsers.MeasureAsync(report, sizes.Length > 0 && chosen.Contains("browsers") ? sizes : [1, 50, 200]);
if (Runs("ranking")) await Ranking.MeasureAsync(report, sizes is [var wallets, ..] && chosen.Contains("ranking") ? wallets : 1_000);
if (Runs("cold")) await ColdStart.MeasureAsync(report, script);
Console.WriteLine();
Console.Write(report);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(began).TotalMinutes:0.0} minutes"));
return 0;

bool Runs(string figure) => chosen.Count == 0 || chosen.Contains(figure);
