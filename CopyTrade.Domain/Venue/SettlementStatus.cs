namespace CopyTrade.Domain.Venue;

/// <summary>Chain finality of a match. Declared in order of progress; <see cref="Confirmed"/> and <see cref="Failed"/> are final.</summary>
public enum SettlementStatus
{
    /// <summary>Matched; not a position.</summary>
    Matched,

    /// <summary>The transaction failed and is tried again.</summary>
    Retrying,

    /// <summary>In a block.</summary>
    Mined,

    /// <summary>Final: the shares are there.</summary>
    Confirmed,

    /// <summary>Final: it never happened, the match is void.</summary>
    Failed,
}
