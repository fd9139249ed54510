using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Research;

/// <summary>A rule on the slider: its words, its range in the unit that people read, and its name in the rules editor.</summary>
public sealed record WhatIfSpec(WhatIfField Field, string Label, string Unit, decimal Least, decimal Most, decimal Step, decimal Scale, string Rule, Func<MirrorInput, decimal?> Of)
{
    public static readonly IReadOnlyList<WhatIfSpec> All =
    [
        new(WhatIfField.MaxPrice, "Highest price", "¢", 1m, 100m, 1m, 0.01m, "max_price", input => input.Counting.MaxPrice is > 0m and var price ? price : 1m),
        new(WhatIfField.MinPrice, "Lowest price", "¢", 0m, 99m, 1m, 0.01m, "min_price", input => input.Counting.MinPrice ?? 0m),
        new(WhatIfField.TargetMinimum, "Their trade at least", "$", 0m, 1_000m, 5m, 1m, "target_minimum_usdc", input => input.Counting.TargetMinimumUsdc ?? 0m),
        new(WhatIfField.OwnMinimum, "Your order at least", "$", 0m, 100m, 0.5m, 1m, "own_minimum_usdc", input => input.Counting.OwnMinimumUsdc ?? 0m),
        new(WhatIfField.MaxSlippage, "Worse than theirs at most", "%", 0m, 20m, 0.5m, 1m, "max_slippage_percent", input => input.Counting.MaxSlippagePercent ?? 0m),
        new(WhatIfField.MaxSpread, "Widest spread", "¢", 0m, 30m, 1m, 0.01m, "max_spread", input => input.Counting.MaxSpread ?? 0m),
        new(WhatIfField.Percentage, "Your size, of theirs", "%", 1m, 100m, 1m, 1m, "percent", input => input.Target.Sizing is SizingPolicy.Percentage size ? size.Percent : null),
        new(WhatIfField.MaxPerTrade, "Most on one outcome", "$", 1m, 200m, 1m, 1m, "max", input => input.Target.MaxPerTrade.Amount),
    ];

    /// <summary>What most of the decisions were made with, in the unit that people read; the middle of the range where they had no such rule.</summary>
    public decimal Usual(IReadOnlyList<WhatIfTrade> trades) => trades.Select(trade => Of(trade.Input)).OfType<decimal>().GroupBy(value => value).MaxBy(same => same.Count())?.Key is { } usual
        ? Math.Clamp(usual / Scale, Least, Most) : Math.Clamp((Least + Most) / 10m, Least, Most);
}
