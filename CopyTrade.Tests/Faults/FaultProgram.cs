using System.Diagnostics;
using System.Globalization;
using CopyTrade.Tests.Fixtures;

namespace CopyTrade.Tests.Faults;

/// <summary><c>./test.sh faults</c>: the fault scenarios with other seeds and in numbers that a test suite has no time for.</summary>
internal static class FaultProgram
{
    public const string Verb = "faults";

    public static async Task<int> RunAsync(string[] arguments)
    {
        FaultOptions options;
        try
        {
            options = FaultOptions.Parse(arguments);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 2;
        }

        var watch = Stopwatch.StartNew();
        var rows = FaultCatalog.Of(options).Select(scenario => new Row(scenario)).ToList();
        if (rows.Count == 0)
        {
            await Console.Error.WriteLineAsync($"No scenario is called '{string.Join("' or '", options.Only)}'.");
            return 2;
        }

        try
        {
            await Parallel.ForEachAsync(rows.SelectMany(row => row.Scenario.Runs.Select(run => (row, run))), new ParallelOptions { MaxDegreeOfParallelism = options.Parallel }, async (job, _) => await job.row.AddAsync(job.run));
        }
        finally
        {
            await TestCluster.StopAsync();
        }

        await PrintAsync(rows, options, watch.Elapsed);
        return rows.TrueForAll(row => row.IsClean) ? 0 : 1;
    }

    private static async Task PrintAsync(List<Row> rows, FaultOptions options, TimeSpan took)
    {
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\n{"scenario",-36} {"runs",7} {"trades",7} {"double",7} {"lost",6} {"stale",6} {"unknown>60s",12} {"slowest",8}  verdict"));
        foreach (var row in rows) await Console.Out.WriteLineAsync(row.ToString());
        foreach (var row in rows.Where(row => row.Note is not null)) await Console.Out.WriteLineAsync($"{row.Scenario.Name}: {row.Note}");
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"\n{rows.Count(row => row.IsClean)} of {rows.Count} scenarios pass; seeds {options.Seeds} from {options.Seed}; {took:h\\:mm\\:ss}"));
    }

    private sealed class Row(FaultScenario scenario)
    {
        private readonly Lock _gate = new();
        private readonly List<string> _broken = [];
        private DrillResult _sum = DrillResult.None;
        private int _done;

        public FaultScenario Scenario => scenario;

        public string? Note => _sum.Note;

        public bool IsClean => _sum.IsClean && _broken.Count == 0;

        public async Task AddAsync(Func<Task<DrillResult>> run)
        {
            DrillResult? result = null;
            try
            {
                result = await run();
            }
            catch (Exception e)
            {
                // Assertions of the checker come as exceptions: a row of the table, not the end of the run.
                lock (_gate) _broken.Add($"{e.GetType().Name}: {e.Message}");
                await Console.Error.WriteLineAsync($"{scenario.Name}: {e}");
            }

            string line;
            lock (_gate)
            {
                _done++;
                if (result is not null) _sum += result;
                line = $"{scenario.Name}: {_done} of {scenario.Runs.Count} ({_sum.Runs} runs, {_sum.Doubled} double, {_sum.Lost} lost)";
            }

            await Console.Out.WriteLineAsync(line);
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{scenario.Name,-36} {_sum.Runs,7} {_sum.Trades,7} {_sum.Doubled,7} {_sum.Lost,6} {_sum.Stale,6} {_sum.UnknownTooLong,12} {_sum.Slowest.TotalSeconds,7:0.0}s  {(IsClean ? "pass" : "FAIL")}{(_broken.Count == 0 ? "" : $" ({_broken.Count} broken)")}");
    }
}
