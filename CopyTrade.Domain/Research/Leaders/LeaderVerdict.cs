namespace CopyTrade.Domain.Research.Leaders;

/// <summary>What we think of copying a wallet.</summary>
public enum LeaderVerdict
{
    /// <summary>The edge is likely to be left after the cost of copying.</summary>
    CopyWorthy,

    /// <summary>It may be left, or something speaks against it.</summary>
    Risky,

    /// <summary>It looks better than it is, or copying it loses.</summary>
    Trap,

    /// <summary>Too little is known.</summary>
    NotEnoughData,
}
