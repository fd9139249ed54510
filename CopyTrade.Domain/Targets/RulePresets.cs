using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Targets;

/// <summary>The presets offered: data, not behaviour.</summary>
public static class RulePresets
{
    /// <summary>Careful, Balanced, Bold.</summary>
    public static IReadOnlyList<RulePreset> All { get; } =
    [
        new("careful", "Careful", "The smallest orders, only where the target is clearly in, in liquid markets, with tight limits.",
            new SizingPolicy.TargetPercentile(), Usdc.Of(5m), 90, new CopyRules
            {
                TargetMinimumUsdc = 10m,
                MaxAgeSeconds = 20,
                MinPrice = 0.10m,
                MaxPrice = 0.90m,
                VwapTolerance = 0.005m,
                DominanceMinimum = 0.50m,
                EndMarginMinutes = 60,
                MaxSpread = 0.03m,
                MinDepthUsdc = 100m,
                MaxSlippagePercent = 2m,
                CooldownSeconds = 300,
                MaxTradesPerHour = 10,
                MaxPerMarketUsdc = 10m,
                MaxPerTargetUsdc = 50m,
                MaxTotalUsdc = 150m,
                MaxDailyLossUsdc = 20m,
                FollowUps = new FollowUpRules(FollowUpMode.Gated),
            }),
        new("balanced", "Balanced", "Grows with the target's conviction from the smallest order to your ceiling; ordinary limits.",
            new SizingPolicy.TargetPercentileScaled(), Usdc.Of(15m), 75, new CopyRules
            {
                TargetMinimumUsdc = 5m,
                MinPrice = 0.05m,
                MaxPrice = 0.95m,
                VwapTolerance = 0.01m,
                DominanceMinimum = 0.20m,
                EndMarginMinutes = 15,
                MaxSpread = 0.05m,
                MaxSlippagePercent = 5m,
                MaxTradesPerHour = 30,
                MaxPerMarketUsdc = 45m,
                MaxPerTargetUsdc = 200m,
                MaxTotalUsdc = 600m,
                MaxDailyLossUsdc = 75m,
                FollowUps = new FollowUpRules(FollowUpMode.Gated),
                AggregateSeconds = 60,
            }),
        new("bold", "Bold", "A tenth of whatever the target spends, adding whenever it adds; wide limits.",
            new SizingPolicy.Percentage(10m), Usdc.Of(50m), 50, new CopyRules
            {
                VwapTolerance = 0.03m,
                DominanceMinimum = 0.10m,
                MaxSlippagePercent = 10m,
                MaxTradesPerHour = 120,
                MaxPerMarketUsdc = 150m,
                MaxPerTargetUsdc = 1_000m,
                MaxTotalUsdc = 3_000m,
                MaxDailyLossUsdc = 300m,
                FollowUps = new FollowUpRules(FollowUpMode.Plain),
                AggregateSeconds = 120,
            }),
    ];
}
