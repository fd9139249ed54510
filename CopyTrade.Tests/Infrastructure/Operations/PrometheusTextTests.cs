using System.Diagnostics.Metrics;
using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Tests.Infrastructure.Operations;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Scrape_ShowsCountersHistogramsAndEscapedLabels_OfOurMetersOnly()
    {
        using var metrics = new PrometheusText("CopyTrade.Test");
        using var own = new Meter("CopyTrade.Test.One");
        using var foreign = new Meter("Other");
        own.CreateCounter<long>("poly.decisions").Add(2, new KeyValuePair<string, object?>("reason", "a\"b"));
        own.CreateHistogram<double>("lag", "s").Record(0.02);
        own.CreateCounter<long>("poly_ticks_total").Add(3);
        own.CreateHistogram<double>("decision_lag_ms", "ms").Record(42);
        foreign.CreateCounter<long>("noise").Add(1);

        var text = metrics.Scrape();

        Assert.Contains("poly_decisions_total{reason=\"a\\\"b\"} 2\n", text);
        Assert.Contains("lag_seconds_bucket{le=\"0.025\"} 1\n", text);
        Assert.Contains("lag_seconds_count 1\n", text);
        Assert.Contains("poly_ticks_total 3\n", text);   // named so already
        Assert.Contains("decision_lag_ms_bucket{le=\"25\"} 0\ndecision_lag_ms_bucket{le=\"50\"} 1\n", text);
        Assert.DoesNotContain("noise", text);
    }
}
