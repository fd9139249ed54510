namespace CopyTrade.Domain.Observation;

/// <summary>Why trades were not read in time.</summary>
public enum GapCause
{
    /// <summary>Nobody watched: the host was down, or the venue did not answer.</summary>
    Outage,

    /// <summary>More trades than one drain reads.</summary>
    OutOfReach,

    /// <summary>A later complete read showed what none before had.</summary>
    Missed,
}
