namespace CopyTrade.Domain.Operations;

/// <summary>How a firing of a job ended.</summary>
public enum JobOutcome
{
    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Succeeded,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>The host went away before it ended.</summary>
    Abandoned,
}
