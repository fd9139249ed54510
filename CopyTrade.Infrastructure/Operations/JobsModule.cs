using System.Globalization;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>
/// Quartz clustered on PostgreSQL: each firing runs on one host, and a host that dies is noticed within five seconds.
/// The only folder that knows the scheduler.
/// </summary>
public static class JobsModule
{
    private const string Schema = "quartz";

    /// <param name="services">The host's services; <c>AddPersistence</c> belongs to them too.</param>
    /// <param name="databases">Where the schedule is kept.</param>
    /// <param name="jobs">What recurs.</param>
    /// <param name="runs">False on a host that only shows jobs.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, Databases databases, IEnumerable<JobDefinition> jobs, bool runs)
    {
        var manifest = new JobManifest(jobs);
        services.AddSingleton(manifest).AddSingleton<JobHistory>().AddSingleton<IJobsBoard, JobsBoard>();
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(scheduler =>
            {
                scheduler.InstanceName = "copytrade";
                scheduler.MaxBatchSize = 4;
                // A stop ends what is running and waits until it has ended; the store hands it back, to another host or to the next start.
                scheduler.ShutdownJobInterruption = ShutdownJobInterruption.WhenWaitingForJobs;
            });
            quartz.UseDefaultThreadPool(8);
            quartz.UsePersistentStore(store => UsePostgres(store, databases));
            foreach (var job in manifest.All) Declare(quartz, job);
        });
        // Registered everywhere, started where jobs run: a host that only shows them can still hand one over.
        return services.AddQuartzHostedService(options =>
        {
            options.AutoStart = runs;
            options.WaitForJobsToComplete = true;
        });
    }

    private static void UsePostgres(IPersistentStoreBuilder store, Databases databases)
    {
        var connection = new NpgsqlConnectionStringBuilder(databases.ConnectionString(DatabaseRole.Jobs))
        {
            SearchPath = Schema,
            MaxPoolSize = 10,
            ApplicationName = "CopyTrade scheduler",
        };
        store.UsePostgres(NpgsqlFactory.Instance, connection.ConnectionString);
        store.UseSystemTextJsonSerializer();
        store.ProvisionSchema();
        store.ConfigureStore(options =>
        {
            options.TablePrefix = "qrtz_";
            options.MisfireThreshold = TimeSpan.FromSeconds(5);
            options.RecoverFiringsCancelledByShutdown = true;
        });
        store.UseClustering(cluster =>
        {
            cluster.CheckinInterval = TimeSpan.FromSeconds(2);
            cluster.CheckinMisfireThreshold = TimeSpan.FromSeconds(3);
        });
    }

    private static void Declare(IQuartzBuilder quartz, JobDefinition job)
    {
        quartz.AddJob<JobRunner>(configure => configure.WithIdentity(job.Name).WithDescription(job.Does).StoreDurably().RequestRecovery());
        quartz.AddTrigger<JobRunner>(configure =>
        {
            configure.WithIdentity(job.Name).ForJob(job.Name);
            if (job.Retries.Count > 0) configure.WithRetryPolicy(RetryPolicy.Explicit(job.Retries));
            configure.WithSchedule(ScheduleOf(job.Schedule));
        });
    }

    internal static IScheduleBuilder ScheduleOf(JobSchedule schedule) => schedule switch
    {
        JobSchedule.Every every => SimpleScheduleBuilder.Create().WithInterval(every.Interval).RepeatForever()
            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NowWithExistingCount),
        JobSchedule.Daily daily => CronScheduleBuilder.Create(string.Create(CultureInfo.InvariantCulture, $"0 {daily.At.Minute} {daily.At.Hour} * * ?"))
            .InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed),
        _ => throw new ArgumentOutOfRangeException(nameof(schedule), schedule, null),
    };
}
