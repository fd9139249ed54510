using CopyTrade.Domain.Alerts;

namespace CopyTrade.Tests.Domain.Alerts;

public sealed class JobLifecycleTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Job = new("00000000-0000-0000-0000-000000000000");

    [Fact]
    public void Next_EveryPair_IsInTheTableOrRefused()
    {
        var legal = new Dictionary<(JobStatus, JobEvent), JobStatus>
        {
            [(JobStatus.Pending, JobEvent.Take)] = JobStatus.Running,
            [(JobStatus.Pending, JobEvent.Park)] = JobStatus.Parked,
            [(JobStatus.Running, JobEvent.Succeed)] = JobStatus.Succeeded,
            [(JobStatus.Running, JobEvent.Postpone)] = JobStatus.Pending,
            [(JobStatus.Running, JobEvent.GiveUp)] = JobStatus.Failed,
            [(JobStatus.Failed, JobEvent.Retry)] = JobStatus.Pending,
            [(JobStatus.Parked, JobEvent.Retry)] = JobStatus.Pending,
            [(JobStatus.Failed, JobEvent.Park)] = JobStatus.Parked,
        };

        foreach (var status in Enum.GetValues<JobStatus>())
        {
            foreach (var what in Enum.GetValues<JobEvent>())
                Assert.Equal(legal.TryGetValue((status, what), out var next) ? next : null, JobLifecycle.Next(status, what));
        }
    }

    [Theory, InlineData(1, JobEvent.Postpone), InlineData(4, JobEvent.Postpone), InlineData(5, JobEvent.GiveUp), InlineData(6, JobEvent.GiveUp)]
    public void After_AnAttemptThatFailed_GoesBackUntilNoneIsLeft(int attempt, JobEvent expected)
    {
        var verdict = JobLifecycle.After(new JobOutcome.Again("no answer"), Job, attempt, most: 5, Now);

        Assert.Equal((expected, "no answer", true), (verdict.Event, verdict.Text, verdict.Counts));
    }

    [Fact]
    public void After_AFirstFailure_WaitsForTheBackoffOrLongerIfAsked()
    {
        Assert.Equal(Now.AddSeconds(2), JobLifecycle.After(new JobOutcome.Again("x"), Job, 1, 5, Now).NextAt);
        Assert.Equal(Now.AddSeconds(2), JobLifecycle.After(new JobOutcome.Again("x", TimeSpan.FromSeconds(1)), Job, 1, 5, Now).NextAt);
        Assert.Equal(Now.AddSeconds(90), JobLifecycle.After(new JobOutcome.Again("x", TimeSpan.FromSeconds(90)), Job, 1, 5, Now).NextAt);
    }

    [Fact]
    public void After_SomethingUnderWay_LooksAgainAndCountsNothing()
    {
        var verdict = JobLifecycle.After(new JobOutcome.Underway(TimeSpan.FromSeconds(1)), Job, 99, 5, Now);

        Assert.Equal(new JobVerdict(JobEvent.Postpone, Now.AddSeconds(1), false, null), verdict);
    }

    [Fact]
    public void After_SomethingHopeless_GivesUpAtOnce() =>
        Assert.Equal(JobEvent.GiveUp, JobLifecycle.After(new JobOutcome.Hopeless("nonsense"), Job, 1, 5, Now).Event);

    [Theory, InlineData(4, JobEvent.Postpone), InlineData(5, JobEvent.GiveUp)]
    public void AfterExpiry_CountsTheAttempt(int attempt, JobEvent expected)
    {
        var verdict = JobLifecycle.AfterExpiry(attempt, 5, Now);

        Assert.Equal((expected, true), (verdict.Event, verdict.Counts));
    }

    [Fact]
    public void RandomWalks_OfOutcomes_EndAfterAtMostTheAttemptsThatThereMayBe()
    {
        var random = new Random(17);
        for (var walk = 0; walk < 1_000; walk++)
        {
            var (status, counted, taken) = (JobStatus.Pending, 0, 0);
            while (status == JobStatus.Pending && taken++ < 200)
            {
                status = JobLifecycle.Next(status, JobEvent.Take)!.Value;
                counted++;
                var verdict = random.Next(4) switch
                {
                    0 => JobLifecycle.After(new JobOutcome.Underway(TimeSpan.Zero), Job, counted, 5, Now),
                    1 => JobLifecycle.AfterExpiry(counted, 5, Now),
                    2 when random.Next(5) == 0 => JobLifecycle.After(new JobOutcome.Done(), Job, counted, 5, Now),
                    _ => JobLifecycle.After(new JobOutcome.Again("x"), Job, counted, 5, Now),
                };
                if (!verdict.Counts) counted--;
                status = JobLifecycle.Next(status, verdict.Event)!.Value;
            }

            Assert.InRange(counted, 1, 5);
            Assert.Contains(status, new[] { JobStatus.Succeeded, JobStatus.Failed });
        }
    }
}
