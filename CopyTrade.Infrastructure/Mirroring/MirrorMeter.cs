using System.Diagnostics.Metrics;

namespace CopyTrade.Infrastructure.Mirroring;

internal static class MirrorMeter
{
    private static readonly Meter Meter = new("CopyTrade.Mirroring");

    public static readonly Counter<long> Decisions = Meter.CreateCounter<long>("poly_mirror_decisions_total");

    /// <summary>From first sight to decision.</summary>
    public static readonly Histogram<double> DecisionLag = Meter.CreateHistogram<double>("poly_mirror_decision_lag_ms", "ms");

    /// <summary>Entries on one side of a market while another target holds the other.</summary>
    public static readonly Counter<long> WrongSide = Meter.CreateCounter<long>("poly_mirror_wrong_side_holdings_total");

    public static readonly Counter<long> Ticks = Meter.CreateCounter<long>("poly_mirror_poll_ticks_total");

    public static readonly Counter<long> Errors = Meter.CreateCounter<long>("poly_mirror_poll_errors_total");
}
