namespace CopyTrade.Domain.Alerts;

/// <summary>Does the jobs of one kind. An attempt may be repeated after a crash, so what it does must be the same when done twice.</summary>
public interface IJobHandler
{
    JobKind Kind { get; }

    /// <summary>One attempt.</summary>
    /// <param name="job">Taken for this attempt.</param>
    /// <param name="ct">Ends with the lease or the host.</param>
    /// <returns>How it ended; an exception counts as <see cref="JobOutcome.Again"/>.</returns>
    Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct);
}
