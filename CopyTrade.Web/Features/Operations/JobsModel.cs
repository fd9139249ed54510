using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Operations;

/// <summary>Every recurring job, and what an operator does about it.</summary>
public sealed class JobsModel(IJobsBoard board, IFeedMonitor feeds, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<JobsModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    public Part<IReadOnlyList<JobRow>> Jobs { get; } = new("the jobs", all => all.Count == 0);

    public IReadOnlyList<FeedState> Feeds => feeds.Snapshot();

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Jobs };

    protected override TimeSpan RefreshEvery => TimeSpan.FromSeconds(5);

    /// <summary>What does not happen while the job is paused; null where no money depends on it.</summary>
    public string? LostWhilePaused(string job) => Jobs.Value?.FirstOrDefault(row => row.Name == job)?.WhilePaused;

    public int CountOf(JobState state) => Jobs.Value?.Count(j => JobLook.StateOf(j) == state) ?? 0;

    public Task RunNowAsync(string job) => CommandAsync(job, by => board.RunNowAsync(job, by, Lasting));

    public Task PauseAsync(string job) => CommandAsync(job, by => board.PauseAsync(job, by, Lasting));

    public Task ResumeAsync(string job) => CommandAsync(job, by => board.ResumeAsync(job, by, Lasting));

    protected override Task ReadAsync(TenantRef tenant, CancellationToken ct) => Jobs.ReadAsync(() => board.ListAsync(ct), Logger, ct);

    private Task<bool> CommandAsync(string job, Func<string, Task<JobCommandResult>> command) => ActAsync(async _ => await command(await UserNameAsync()) switch
    {
        JobCommandResult.NotFound => $"There is no job {job} any more.",
        JobCommandResult.AlreadyRunning => $"{job} runs right now; it is not started twice.",
        _ => null,
    });
}
