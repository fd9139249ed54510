using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CopyTrade.Tests.Simulation;

/// <summary>Part of <c>./test.sh faults</c>: many seeds of the deterministic simulation, or one of them with its whole story.</summary>
internal static class SimulationProgram
{
    public const string Verb = "simulate";

    /// <param name="arguments">First seed and how many; or one seed, which is told in full.</param>
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is [var one] && int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            var result = SimulationRun.Run(seed, isTraced: true);
            await Console.Out.WriteLineAsync(string.Join('\n', result.Trace));
            await Console.Out.WriteLineAsync(result.IsClean ? $"seed {seed}: every invariant holds ({result.Steps} steps, {result.Age.TotalSeconds:0} s)" : $"seed {seed}: {string.Join("; ", result.Violations)}");
            return result.IsClean ? 0 : 1;
        }

        var planted = arguments is [_, _, var bug] ? Enum.Parse<Planted>(bug) : Planted.None;
        if (arguments is not [var first, var count, ..] || !int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from) || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var many))
        {
            await Console.Error.WriteLineAsync("simulate SEED | simulate FIRST-SEED COUNT [PLANTED-BUG]");
            return 2;
        }

        var watch = Stopwatch.StartNew();
        var (broken, summary) = Run(from, many, planted);
        await Console.Out.WriteLineAsync($"{summary}, {watch.Elapsed.TotalSeconds:0.0} s");
        foreach (var (number, violation) in broken.Take(20)) await Console.Out.WriteLineAsync($"seed {number}: {violation}");
        return broken.Count == 0 ? 0 : 1;
    }

    /// <summary>The seeds that broke an invariant, the smallest first.</summary>
    public static (IReadOnlyList<(int Seed, string Violation)> Broken, string Summary) Run(int first, int count, Planted planted = Planted.None)
    {
        var broken = new ConcurrentBag<(int, string)>();
        var (steps, accepted, seconds) = (0L, 0L, 0L);
        var reasons = new ConcurrentDictionary<string, int>();
        var together = new ConcurrentBag<SimTogether>();
        Parallel.For(first, first + count, seed =>
        {
            var result = SimulationRun.Run(seed, planted);
            Interlocked.Add(ref steps, result.Steps);
            Interlocked.Add(ref accepted, result.Accepted);
            Interlocked.Add(ref seconds, (long)result.Age.TotalSeconds);
            together.Add(result.Together);
            foreach (var reason in result.Reasons) reasons.AddOrUpdate(reason, 1, (_, sum) => sum + 1);
            if (!result.IsClean) broken.Add((seed, string.Join("; ", result.Violations)));
        });
        return ([.. broken.Order()], string.Create(CultureInfo.InvariantCulture, $"{count} seeds from {first}: {broken.Count} broken; {accepted} orders accepted, {seconds / 3600} h of virtual time, {steps} steps; {together.Aggregate(SimTogether.None, (sum, one) => sum + one)}; decisions: {string.Join(", ", reasons.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key).Select(reason => $"{reason.Key} {reason.Value}"))}"));
    }
}
