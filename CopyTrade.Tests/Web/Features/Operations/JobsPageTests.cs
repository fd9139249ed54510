using CopyTrade.Domain.Operations;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Operations;

namespace CopyTrade.Tests.Web.Features.Operations;

public sealed class JobsPageTests
{
    [Fact]
    public async Task Retry_FailedJob_RunsItInTheNameOfTheOperator()
    {
        var data = SampleDay.Create();
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<JobsPage>();
        Assert.Contains("Attempt 4.", harness.Document.Body!.TextContent, StringComparison.Ordinal);

        await harness.ClickAsync("button[aria-label='Retry settlement.reconcile']");

        Assert.Equal(["run settlement.reconcile by dana@northfold.example"], data.Commands);
    }

    [Fact]
    public async Task Pause_Job_OffersToResumeItAndCountsIt()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        await harness.RenderAsync<JobsPage>();

        await harness.ClickAsync("button[aria-label='Pause observation.drain']");

        Assert.NotNull(harness.Document.QuerySelector("button[aria-label='Resume observation.drain']"));
        Assert.Contains("2 paused", harness.Document.QuerySelector(".page-head p")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pause_JobThatMoneyDependsOn_AsksFirstWithWhatWillNotHappen(bool confirm)
    {
        var data = SampleDay.Create();
        data.Jobs[1] = data.Jobs[1] with { WhilePaused = "Orders are not asked about." };
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<JobsPage>();

        var effects = await harness.ClickAndAnswerAsync("button[aria-label='Pause settlement.reconcile']", confirm);

        Assert.Equal("Orders are not asked about.", effects[0]);
        Assert.Equal(confirm ? ["pause settlement.reconcile by dana@northfold.example"] : [], data.Commands);
    }

    [Fact]
    public async Task Render_PausedJob_StaysVisibleWithSinceWhenAndByWhom()
    {
        var data = SampleDay.Create();
        data.Jobs[3] = data.Jobs[3] with { PausedAt = PageData.Now.AddMinutes(-90), WhilePaused = "Nothing is trimmed." };
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<JobsPage>();
        var paused = Assert.Single(harness.Document.QuerySelectorAll(".job-paused"));
        Assert.Equal(["since 13:02:08", "by dana@northfold.example"], paused.Children.Select(part => part.TextContent.Trim()));

        await using var page = Pages.Harness(data);
        await page.RenderAsync<JobPage>(parameters => parameters["Name"] = "jobs.prune");
        Assert.Contains("Paused since 21 Nov 2026 13:02 UTC by dana@northfold.example. Nothing is trimmed.", page.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NoJobs_SaysWhatIsMissing()
    {
        await using var harness = Pages.Harness(new FakeData());
        await harness.RenderAsync<JobsPage>();

        Assert.Contains("No jobs on this installation", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_UnknownJob_SaysSo()
    {
        await using var harness = Pages.Harness(new FakeData());
        await harness.RenderAsync<JobPage>(p => p["Name"] = "nothing");

        Assert.Contains("No such job", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobOutcome.Failed, JobState.Failed)]
    [InlineData(JobOutcome.Abandoned, JobState.Failed)]
    [InlineData(JobOutcome.Running, JobState.Running)]
    [InlineData(JobOutcome.Succeeded, JobState.Ok)]
    public void StateOf_LastRun_DecidesUnlessPaused(JobOutcome outcome, JobState state)
    {
        var run = new JobRun(1, PageData.Now, PageData.Now, null, outcome, 1, null, "h", null);
        var job = new JobRow("a", "", "", false, null, null, [run]);

        Assert.Equal((state, JobState.Paused), (JobLook.StateOf(job), JobLook.StateOf(job with { IsPaused = true })));
    }
}
