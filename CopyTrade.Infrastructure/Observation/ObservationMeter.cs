using System.Diagnostics.Metrics;

namespace CopyTrade.Infrastructure.Observation;

internal static class ObservationMeter
{
    public static readonly Meter Instance = new("CopyTrade.Observation");
}
