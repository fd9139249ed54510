namespace CopyTrade.Domain.Alerts;

/// <summary>Where an execution stands (R4.18).</summary>
public enum ExecutionStatus
{
    /// <summary>Its order is written; what the venue and the chain make of it is not final.</summary>
    Submitted,

    /// <summary>Something of it was traded, and that is final on chain.</summary>
    Confirmed,

    /// <summary>Nothing was traded.</summary>
    Failed,
}
