using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CopyTrade.Tests.Infrastructure.Operations;

public sealed class JobsTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    private static readonly TimeSpan Patience = Wait.Limit;

    [Fact]
    public async Task Job_FailsIsRetriedPausedAndResumed_AndEverythingIsOnRecord()
    {
        var runs = 0;
        var job = new JobDefinition("test.fails-once", "Fails once.", new JobSchedule.Every(TimeSpan.FromHours(1)),
            (_, _) => Interlocked.Increment(ref runs) > 1 ? Task.FromResult(new JobReport(3, 2)) : throw new InvalidOperationException("It failed on purpose.\nSecond line."));
        using var host = await StartAsync(job);
        var board = host.Services.GetRequiredService<IJobsBoard>();

        var failed = await LastAsync(board, run => run.Outcome == JobOutcome.Failed);
        Assert.Equal(JobCommandResult.Done, await board.RunNowAsync(job.Name, "olga", default));
        var retried = await LastAsync(board, run => run.Outcome == JobOutcome.Succeeded);

        Assert.Equal("It failed on purpose.", failed.Error);
        Assert.Null(failed.TriggeredBy);
        Assert.Equal("olga", retried.TriggeredBy);
        Assert.Equal(JobCommandResult.Done, await board.PauseAsync(job.Name, "olga", default));
        var paused = Assert.Single(await board.ListAsync(default));
        Assert.Equal((true, "olga", null), (paused.IsPaused, paused.PausedBy, paused.NextRunAt));
        Assert.NotNull(paused.PausedAt);
        Assert.Equal(JobCommandResult.Done, await board.ResumeAsync(job.Name, "olga", default));
        var resumed = Assert.Single(await board.ListAsync(default));
        Assert.False(resumed.IsPaused);
        Assert.NotNull(resumed.NextRunAt);
        Assert.Equal(2, (await board.HistoryAsync(job.Name, 10, default))!.Count);
        Assert.Equal(JobCommandResult.NotFound, await board.RunNowAsync("nothing", "olga", default));
        Assert.Null(await board.HistoryAsync("nothing", 10, default));
        await host.StopAsync();
    }

    [Fact]
    public async Task Stop_WhileAJobRuns_EndsItAndTheNextStartTakesItUpAgain()
    {
        var (started, runs) = (new TaskCompletionSource(), 0);
        var inHalfADay = TimeOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(12));
        var job = new JobDefinition("test.long", "Runs until it is told to end, the first time.", new JobSchedule.Daily(inHalfADay), async (_, ct) =>
        {
            started.TrySetResult();
            if (Interlocked.Increment(ref runs) == 1) await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
            return new JobReport(7, 7);
        });
        using (var host = await StartAsync(job))
        {
            await host.Services.GetRequiredService<IJobsBoard>().RunNowAsync(job.Name, "olga", default);
            await started.Task.WaitAsync(Patience);

            await host.StopAsync().WaitAsync(Patience);
        }

        using var next = await StartAsync(job);
        var board = next.Services.GetRequiredService<IJobsBoard>();
        await LastAsync(board, run => run.Outcome == JobOutcome.Succeeded);
        var history = (await board.HistoryAsync(job.Name, 10, default))!.OrderBy(run => run.StartedAt).ToList();
        Assert.Equal([JobOutcome.Failed, JobOutcome.Succeeded], history.Select(run => run.Outcome));
        Assert.Equal("Stopped because the host was shutting down.", history[0].Error);
        Assert.Equal(2, runs);
        await next.StopAsync();
    }

    private async Task<IHost> StartAsync(JobDefinition job)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging().AddSingleton(TimeProvider.System).AddSingleton(database.Databases).AddJobs(database.Databases, [job], runs: true);
        var host = builder.Build();
        await host.StartAsync();
        return host;
    }

    private static async Task<JobRun> LastAsync(IJobsBoard board, Func<JobRun, bool> wanted)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if ((await board.ListAsync(limit.Token))[0].Last is { } last && wanted(last)) return last;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }
}
