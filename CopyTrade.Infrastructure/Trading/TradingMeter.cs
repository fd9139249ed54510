using System.Diagnostics.Metrics;

namespace CopyTrade.Infrastructure.Trading;

internal static class TradingMeter
{
    private static readonly Meter Meter = new("CopyTrade.Trading");

    /// <summary>Orders that ended before they were in the venue's books, by reason; the source's own name (R0.50).</summary>
    public static readonly Counter<long> PlacementErrors = Meter.CreateCounter<long>("poly_mirror_placement_errors_total");

    /// <summary>Outcomes of which wallets hold something else than their lots say, as last compared in full. Above zero is for a person (R1.24).</summary>
    public static readonly Gauge<int> PositionsDrifting = Meter.CreateGauge<int>("copytrade_positions_drifting");

    public static void CountError(string reason) => PlacementErrors.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
