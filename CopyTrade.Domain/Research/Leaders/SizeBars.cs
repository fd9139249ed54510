namespace CopyTrade.Domain.Research.Leaders;

/// <summary>How many trades of which size.</summary>
public static class SizeBars
{
    private static readonly (string Label, decimal Below)[] Steps = [("<$5", 5m), ("<$10", 10m), ("<$25", 25m), ("<$50", 50m), ("<$100", 100m), ("<$500", 500m), ("$500+", decimal.MaxValue)];

    /// <summary>One bar for each step, empty ones too.</summary>
    public static IReadOnlyList<Bar> Of(IReadOnlyCollection<LeaderFill> fills) =>
        [.. Steps.Select((step, i) => new Bar(step.Label, fills.Count(fill => fill.Notional.Amount < step.Below && (i == 0 || fill.Notional.Amount >= Steps[i - 1].Below))))];
}
