using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>
/// The application's own instruments in the Prometheus text format, without an exporter package: listens to meters
/// whose name begins with a prefix, and keeps sums, last values and histograms with fixed bounds.
/// </summary>
public sealed class PrometheusText : IDisposable
{
    private static readonly double[] Seconds = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];
    private static readonly double[] Milliseconds = [.. Seconds.Select(bound => bound * 1000)];

    private readonly ConcurrentDictionary<(string Name, string Labels), Series> _series = new();
    private readonly ConcurrentDictionary<string, string> _kinds = new(StringComparer.Ordinal);
    private readonly MeterListener _listener = new();

    public PrometheusText(params string[] prefixes)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (prefixes.Any(p => instrument.Meter.Name.StartsWith(p, StringComparison.Ordinal)))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<float>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<long>((i, v, t, _) => Record(i, v, t));
        _listener.SetMeasurementEventCallback<int>((i, v, t, _) => Record(i, v, t));
        _listener.Start();
    }

    public string Scrape()
    {
        _listener.RecordObservableInstruments();
        var sb = new StringBuilder();
        foreach (var family in _series.GroupBy(s => s.Key.Name, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            sb.Append("# TYPE ").Append(family.Key).Append(' ').Append(_kinds[family.Key]).Append('\n');
            foreach (var ((name, labels), s) in family)
            {
                lock (s)
                {
                    if (s.Buckets is null)
                    {
                        Line(sb, name, labels, null, s.Sum);
                        continue;
                    }

                    var total = 0L;
                    for (var i = 0; i < s.Bounds.Length; i++)
                    {
                        total += s.Buckets[i];
                        Line(sb, name + "_bucket", labels, s.Bounds[i].ToString(CultureInfo.InvariantCulture), total);
                    }

                    Line(sb, name + "_bucket", labels, "+Inf", s.Count);
                    Line(sb, name + "_sum", labels, null, s.Sum);
                    Line(sb, name + "_count", labels, null, s.Count);
                }
            }
        }

        return sb.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var definition = instrument.GetType().GetGenericTypeDefinition();
        var counter = definition == typeof(Counter<>) || definition == typeof(ObservableCounter<>);
        var histogram = definition == typeof(Histogram<>);
        var observed = instrument.IsObservable || definition == typeof(Gauge<>);
        var name = Name(instrument.Name);
        var suffix = counter ? "_total" : instrument.Unit == "s" && histogram ? "_seconds" : "";
        if (!name.EndsWith(suffix, StringComparison.Ordinal)) name += suffix;
        _kinds.TryAdd(name, counter ? "counter" : histogram ? "histogram" : "gauge");
        var s = _series.GetOrAdd((name, Labels(tags)), static (_, bounds) => new Series(bounds), !histogram ? [] : instrument.Unit == "ms" ? Milliseconds : Seconds);
        lock (s)
        {
            s.Sum = observed ? value : s.Sum + value;
            s.Count++;
            if (s.Buckets is not null)
            {
                var i = Array.BinarySearch(s.Bounds, value);
                s.Buckets[i < 0 ? ~i : i]++;
            }
        }
    }

    private static string Name(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c == ':' ? c : '_'));

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var sb = new StringBuilder();
        foreach (var (key, value) in tags)
        {
            var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            sb.Append(sb.Length > 0 ? "," : "").Append(Name(key)).Append("=\"")
                .Append(text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        }

        return sb.ToString();
    }

    private static void Line(StringBuilder sb, string name, string labels, string? bound, double value)
    {
        var all = bound is null ? labels : labels + (labels.Length > 0 ? "," : "") + "le=\"" + bound + "\"";
        sb.Append(name);
        if (all.Length > 0)
        {
            sb.Append('{').Append(all).Append('}');
        }

        sb.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private sealed class Series(double[] bounds)
    {
        public double[] Bounds { get; } = bounds;

        public double Sum { get; set; }

        public long Count { get; set; }

        public long[]? Buckets { get; } = bounds.Length > 0 ? new long[bounds.Length + 1] : null;
    }
}
