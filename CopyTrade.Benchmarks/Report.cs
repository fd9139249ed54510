using System.Globalization;
using System.Text;

namespace CopyTrade.Benchmarks;

/// <summary>Collects figures; prints each as it comes and all of them as one table at the end.</summary>
public sealed class Report
{
    private readonly List<(string Metric, string Ours, string Bar, string Verdict)> _rows = [];

    /// <summary>A figure that has no row of its own.</summary>
    public void Note(string text) => Console.WriteLine(text);

    /// <param name="metric">What was measured.</param>
    /// <param name="ours">What came out.</param>
    /// <param name="bar">What was aimed at; null where there is no bar.</param>
    /// <param name="isMet">Null where there is nothing to meet.</param>
    public void Add(string metric, string ours, string? bar, bool? isMet)
    {
        _rows.Add((metric, ours, bar ?? "", isMet switch { true => "met", false => "MISSED", null => "" }));
        Console.WriteLine($"{metric}: {ours}{(bar is null ? "" : $" (bar {bar}{(isMet is false ? ", MISSED" : "")})")}");
    }

    /// <summary>A number with its upper bar.</summary>
    public void AddBelow(string metric, double ours, string format, double bar) =>
        Add(metric, ours.ToString(format, CultureInfo.InvariantCulture), $"< {bar.ToString(CultureInfo.InvariantCulture)}", ours < bar);

    /// <summary>Middle and 99th percentile in milliseconds, each with its bar.</summary>
    public void AddLatency(string metric, Percentiles figures, int lost, double? middle, double? high)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{figures.At(.5):0} / {figures.At(.99):0} ms (n {figures.Count}{(lost == 0 ? "" : $", {lost} NOT COPIED")})");
        var bar = middle is null ? null : string.Create(CultureInfo.InvariantCulture, $"{middle:#,0} / {high:#,0} ms");
        Add(metric, text, bar, middle is null ? null : figures.At(.5) <= middle && figures.At(.99) <= high && lost == 0);
    }

    /// <summary>All rows as a table that documents can hold.</summary>
    public override string ToString()
    {
        if (_rows.Count == 0) return "";
        (string Metric, string Ours, string Bar, string Verdict)[] all = [("metric", "ours", "bar", ""), .. _rows];
        var (first, second, third) = (all.Max(row => row.Metric.Length), all.Max(row => row.Ours.Length), all.Max(row => row.Bar.Length));
        var text = new StringBuilder();
        foreach (var (metric, ours, bar, verdict) in all)
        {
            text.AppendLine($"| {metric.PadRight(first)} | {ours.PadRight(second)} | {bar.PadRight(third)} | {verdict,-6} |");
            if (metric == "metric") text.AppendLine($"|{new string('-', first + 2)}|{new string('-', second + 2)}|{new string('-', third + 2)}|--------|");
        }

        return text.ToString();
    }
}
