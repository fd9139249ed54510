namespace CopyTrade.Domain.Operations;

/// <summary>The recurring jobs of this installation: what they did, and what an operator may do about it.</summary>
public interface IJobsBoard
{
    /// <summary>Every declared job, in the order of its manifest.</summary>
    Task<IReadOnlyList<JobRow>> ListAsync(CancellationToken ct);

    /// <summary>Runs of one job, newest first; null when there is no such job.</summary>
    Task<IReadOnlyList<JobRun>?> HistoryAsync(string job, int limit, CancellationToken ct);

    /// <summary>Fires a job now, outside its schedule; a failed job is retried the same way. A job that runs already is not started twice.</summary>
    Task<JobCommandResult> RunNowAsync(string job, string by, CancellationToken ct);

    /// <summary>Stops the schedule of a job; a run under way goes on.</summary>
    Task<JobCommandResult> PauseAsync(string job, string by, CancellationToken ct);

    /// <summary>Takes the schedule of a job up again.</summary>
    Task<JobCommandResult> ResumeAsync(string job, string by, CancellationToken ct);
}
