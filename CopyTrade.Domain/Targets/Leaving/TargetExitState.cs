namespace CopyTrade.Domain.Targets.Leaving;

/// <summary>Where the leaving of a followed wallet stands (R0.57). What moves it is <see cref="TargetExitDecider"/>'s affair.</summary>
public enum TargetExitState
{
    /// <summary>Nothing new is bought through it, its exits are followed, until its time.</summary>
    Leaving,

    /// <summary>Its time came: what is left is being sold.</summary>
    Closing,

    /// <summary>Ended: sold as far as it can be sold, and followed no more.</summary>
    Done,

    /// <summary>Ended without that: taken back, unfollowed by hand, or its halt was lifted.</summary>
    GivenUp,
}
