using CopyTrade.Infrastructure.Operations;

namespace CopyTrade.Web.Hosting;

/// <summary>The manifest: every recurring job of the installation.</summary>
internal static class RecurringJobs
{
    private static int _drills;

    public static IEnumerable<JobDefinition> All(bool drill)
    {
        yield return new JobDefinition("jobs.trim", "Forgets the record of jobs: successes after a week, failures after a month.", new JobSchedule.Daily(new TimeOnly(3, 10)),
            (services, ct) => JobUpkeep.TrimAsync(services, ct)) { Retries = [TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)] };
        if (drill)
        {
            yield return new JobDefinition("drill.fails-once", "Fails the first time in each process, for practising a retry.", new JobSchedule.Every(TimeSpan.FromHours(1)),
                (_, _) => Interlocked.Increment(ref _drills) > 1 ? Task.FromResult(JobReport.Nothing) : throw new InvalidOperationException("The drill fails once, as it should."));
        }
    }
}
