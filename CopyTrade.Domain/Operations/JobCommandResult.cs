namespace CopyTrade.Domain.Operations;

/// <summary>The outcome of an operator's command to a job.</summary>
public enum JobCommandResult
{
    /// <summary>Done, or it was so already.</summary>
    Done,

    /// <summary>No job of that name.</summary>
    NotFound,

    /// <summary>It runs right now; nothing was started.</summary>
    AlreadyRunning,
}
