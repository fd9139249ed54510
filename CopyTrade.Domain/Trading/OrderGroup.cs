namespace CopyTrade.Domain.Trading;

/// <summary>Orders by what a person asks for; the groups other than <see cref="All"/> do not overlap and add up to it.</summary>
public enum OrderGroup
{
    /// <summary>Every order.</summary>
    All,

    /// <summary>Pending, unknown or resting: the venue has the next word.</summary>
    Working,

    /// <summary>Matched; the chain has the next word.</summary>
    Settling,

    /// <summary>Final on chain.</summary>
    Confirmed,

    /// <summary>Ended without a match.</summary>
    Canceled,

    /// <summary>Failed, or voided by the chain.</summary>
    Failed,
}
