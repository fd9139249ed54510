namespace CopyTrade.Domain.Operations;

/// <summary>Whether a feed can be relied on.</summary>
public enum FeedCondition
{
    /// <summary>Not started, or nothing to watch.</summary>
    Idle,

    /// <summary>Data is fresh.</summary>
    Fresh,

    /// <summary>Connected but its data is old, or it is being reconnected.</summary>
    Stale,

    /// <summary>Unreachable.</summary>
    Down,
}
