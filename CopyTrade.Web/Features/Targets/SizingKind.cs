namespace CopyTrade.Web.Features.Targets;

public enum SizingKind
{
    MinBet,
    Fixed,
    Percentage,
    Tiered,
    TargetPercentile,
    TargetPercentileScaled,
    PositionGap,
    MirrorFillExact,
}
