namespace CopyTrade.Domain.Targets;

/// <summary>How much of ours is sold when the target sells (R1.13).</summary>
public enum SellFraction
{
    /// <summary>The part that the target sold of what it held before; all when that is not known.</summary>
    Proportional,

    /// <summary>All that we hold through the target.</summary>
    All,
}
