namespace CopyTrade.Domain.Research.Leaders;

/// <summary>How far a trial is.</summary>
public enum TrialState
{
    /// <summary>Asked for.</summary>
    Requested,

    /// <summary>Its result is there.</summary>
    Done,

    /// <summary>It cannot be made; the problem says why.</summary>
    Failed,
}
