namespace CopyTrade.Domain.Observation;

/// <summary>What became of a gap.</summary>
public enum GapState
{
    /// <summary>Still to be read.</summary>
    Open,

    /// <summary>Read: its fills are stored.</summary>
    Closed,

    /// <summary>Not read and not tried any more.</summary>
    GivenUp,
}
