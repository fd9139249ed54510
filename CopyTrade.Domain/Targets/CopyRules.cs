using System.Text.Json.Serialization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Targets;

/// <summary>Everything about copying besides the size. Each rule may be left out (null): then the layer below decides, and under the last one the rule is off.</summary>
/// <remarks>Layers: <see cref="Platform"/> ← the tenant's default ← the target's own. Where a rule is a limit, zero turns it off in a higher layer (an order always has an end: that one is at least a minute).
/// Amounts are dollars, percentages per cent, prices and tolerances dollars a share.</remarks>
public sealed record CopyRules
{
    private const JsonIgnoreCondition Unset = JsonIgnoreCondition.WhenWritingNull;

    /// <summary>No rule at all: what decisions were made with before there were rules.</summary>
    public static CopyRules None { get; } = new();

    /// <summary>The installation's own defaults, under every tenant: the figures of R0.25 to R0.27, R0.31 and R0.32.</summary>
    public static CopyRules Platform { get; } = new()
    {
        VwapTolerance = 0.005m,
        DominanceMinimum = 0.20m,
        FollowUps = new FollowUpRules(),
        OrderType = TimeInForce.Gtc,
        RestingMinutes = 20,
        ReplaceThreshold = 0.03m,
        SellFraction = Targets.SellFraction.Proportional,
        SmallSell = Targets.SmallSell.Keep,
    };

    /// <summary>Trades of the target under this many dollars are not copied.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? TargetMinimumUsdc { get; init; }

    /// <summary>Orders of ours under this many dollars are not placed.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? OwnMinimumUsdc { get; init; }

    /// <summary>Older buys are not copied; seconds, at most what the platform follows.</summary>
    [JsonIgnore(Condition = Unset)] public int? MaxAgeSeconds { get; init; }

    /// <summary>Buys at a lower price are not copied.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MinPrice { get; init; }

    /// <summary>Buys at a higher price are not copied.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MaxPrice { get; init; }

    /// <summary>Markets to keep to or to avoid.</summary>
    [JsonIgnore(Condition = Unset)] public AllowDeny<ConditionId>? Markets { get; init; }

    /// <summary>Categories to keep to or to avoid, in any case.</summary>
    [JsonIgnore(Condition = Unset)] public AllowDeny<string>? Categories { get; init; }

    /// <summary>How far their price may be above their own average on the token (R0.27).</summary>
    [JsonIgnore(Condition = Unset)] public decimal? VwapTolerance { get; init; }

    /// <summary>Least part of the target's cost on the market that must be on the token, 0 to 1 (R0.26).</summary>
    [JsonIgnore(Condition = Unset)] public decimal? DominanceMinimum { get; init; }

    /// <summary>Markets that end sooner are not entered; minutes.</summary>
    [JsonIgnore(Condition = Unset)] public int? EndMarginMinutes { get; init; }

    /// <summary>Widest distance of best bid and best ask.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MaxSpread { get; init; }

    /// <summary>Least dollars offered within five cents of the best ask.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MinDepthUsdc { get; init; }

    /// <summary>How far the best ask may be above their price, in per cent of it (R1.11); also how far above it an order that may not rest reaches.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MaxSlippagePercent { get; init; }

    /// <summary>Pause between two entries of one target on one market.</summary>
    [JsonIgnore(Condition = Unset)] public int? CooldownSeconds { get; init; }

    /// <summary>Most entries through one target in an hour.</summary>
    [JsonIgnore(Condition = Unset)] public int? MaxTradesPerHour { get; init; }

    /// <summary>Most dollars on one market, through all targets and by hand.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MaxPerMarketUsdc { get; init; }

    /// <summary>Most dollars through one target.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MaxPerTargetUsdc { get; init; }

    /// <summary>Most dollars at stake in all, through all targets and by hand.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MaxTotalUsdc { get; init; }

    /// <summary>Once today's (UTC) closed positions lost this much, nothing is bought until midnight.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? MaxDailyLossUsdc { get; init; }

    /// <summary>Layers and hedges; a block that is replaced as a whole.</summary>
    [JsonIgnore(Condition = Unset)] public FollowUpRules? FollowUps { get; init; }

    /// <summary>Resting (gtc), or taking what is there now (fak, fok) (R0.31).</summary>
    [JsonIgnore(Condition = Unset)] public TimeInForce? OrderType { get; init; }

    /// <summary>A resting order is cancelled after this many minutes (R0.32).</summary>
    [JsonIgnore(Condition = Unset)] public int? RestingMinutes { get; init; }

    /// <summary>How much better for a fill a new limit must be to replace our resting order (R0.31).</summary>
    [JsonIgnore(Condition = Unset)] public decimal? ReplaceThreshold { get; init; }

    /// <summary>Fills too small to copy are added up per token and side for this long (R1.22); zero or none: they are skipped.</summary>
    [JsonIgnore(Condition = Unset)] public int? AggregateSeconds { get; init; }

    /// <summary>How much is sold when the target sells.</summary>
    [JsonIgnore(Condition = Unset)] public SellFraction? SellFraction { get; init; }

    /// <summary>What to do with a part under the market's minimum.</summary>
    [JsonIgnore(Condition = Unset)] public SmallSell? SmallSell { get; init; }

    /// <summary>Each new copy gets a stop-loss this far under its average entry, per cent; with a trailing percentage the trailing stop begins there.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? ExitStopPercent { get; init; }

    /// <summary>Each new copy gets a take-profit this far above its average entry, per cent.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? ExitTargetPercent { get; init; }

    /// <summary>The stop of each new copy follows the price up at this distance, per cent of it.</summary>
    [JsonIgnore(Condition = Unset)] public decimal? ExitTrailingPercent { get; init; }

    /// <summary>Whether any rule looks at the order book: then none is judged without it.</summary>
    [JsonIgnore]
    public bool NeedsBook => MaxSpread > 0m || MinDepthUsdc > 0m || MaxSlippagePercent > 0m;

    /// <summary>Whether fills that are too small are added up.</summary>
    [JsonIgnore]
    public bool Aggregates => AggregateSeconds > 0;

    /// <summary>These rules, and those of <paramref name="below"/> where one is left out.</summary>
    public CopyRules Over(CopyRules below) => new()
    {
        TargetMinimumUsdc = TargetMinimumUsdc ?? below.TargetMinimumUsdc,
        OwnMinimumUsdc = OwnMinimumUsdc ?? below.OwnMinimumUsdc,
        MaxAgeSeconds = MaxAgeSeconds ?? below.MaxAgeSeconds,
        MinPrice = MinPrice ?? below.MinPrice,
        MaxPrice = MaxPrice ?? below.MaxPrice,
        Markets = Markets ?? below.Markets,
        Categories = Categories ?? below.Categories,
        VwapTolerance = VwapTolerance ?? below.VwapTolerance,
        DominanceMinimum = DominanceMinimum ?? below.DominanceMinimum,
        EndMarginMinutes = EndMarginMinutes ?? below.EndMarginMinutes,
        MaxSpread = MaxSpread ?? below.MaxSpread,
        MinDepthUsdc = MinDepthUsdc ?? below.MinDepthUsdc,
        MaxSlippagePercent = MaxSlippagePercent ?? below.MaxSlippagePercent,
        CooldownSeconds = CooldownSeconds ?? below.CooldownSeconds,
        MaxTradesPerHour = MaxTradesPerHour ?? below.MaxTradesPerHour,
        MaxPerMarketUsdc = MaxPerMarketUsdc ?? below.MaxPerMarketUsdc,
        MaxPerTargetUsdc = MaxPerTargetUsdc ?? below.MaxPerTargetUsdc,
        MaxTotalUsdc = MaxTotalUsdc ?? below.MaxTotalUsdc,
        MaxDailyLossUsdc = MaxDailyLossUsdc ?? below.MaxDailyLossUsdc,
        FollowUps = FollowUps ?? below.FollowUps,
        OrderType = OrderType ?? below.OrderType,
        RestingMinutes = RestingMinutes ?? below.RestingMinutes,
        ReplaceThreshold = ReplaceThreshold ?? below.ReplaceThreshold,
        AggregateSeconds = AggregateSeconds ?? below.AggregateSeconds,
        SellFraction = SellFraction ?? below.SellFraction,
        SmallSell = SmallSell ?? below.SmallSell,
        ExitStopPercent = ExitStopPercent ?? below.ExitStopPercent,
        ExitTargetPercent = ExitTargetPercent ?? below.ExitTargetPercent,
        ExitTrailingPercent = ExitTrailingPercent ?? below.ExitTrailingPercent,
    };

    /// <summary>What counts for a target: its own rules over the tenant's over the platform's.</summary>
    public static CopyRules Effective(CopyRules? target, CopyRules? tenant) => (target ?? None).Over((tenant ?? None).Over(Platform));
}
