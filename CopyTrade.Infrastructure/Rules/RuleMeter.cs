using System.Diagnostics.Metrics;

namespace CopyTrade.Infrastructure.Rules;

internal static class RuleMeter
{
    private static readonly Meter Meter = new("CopyTrade.Rules");

    /// <summary>Rules judged.</summary>
    public static readonly Counter<long> Evaluations = Meter.CreateCounter<long>("copytrade_rule_evaluations_total");

    /// <summary>From the first change of a book that was heard of to the end of judging all rules on it.</summary>
    public static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("copytrade_rule_evaluation_lag_ms", "ms");

    /// <summary>From the verdict to the commit of claim, exit and orders.</summary>
    public static readonly Histogram<double> Firing = Meter.CreateHistogram<double>("copytrade_rule_firing_ms", "ms");
}
