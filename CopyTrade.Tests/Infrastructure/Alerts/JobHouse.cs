using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Tests.Fixtures;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CopyTrade.Tests.Infrastructure.Alerts;

/// <summary>Durable jobs on a real database, by a clock that stands still until it is moved.</summary>
internal sealed class JobHouse
{
    private readonly DatabaseFixture _database;

    public JobHouse(DatabaseFixture database)
    {
        _database = database;
        Store = new(database.Scopes, Clock);
        Queue = new(Clock);
    }

    public ManualClock Clock { get; } = new();

    public JobStore Store { get; }

    public JobQueue Queue { get; }

    public AlertOptions Options { get; } = new();

    public JobWorker Worker(params IJobHandler[] handlers) => new(Store, handlers, Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<JobWorker>.Instance);

    public async Task<Guid> AddAsync(TenantRef tenant, string key, string lane = "lane", JobKind kind = JobKind.Notify, string payload = "{}")
    {
        await using var scope = await _database.Scopes.OpenAsync(tenant, CancellationToken.None);
        var id = await Queue.AddAsync(scope, new NewJob(kind, key, lane, payload, "correlation-" + key), CancellationToken.None);
        await scope.CommitAsync();
        Clock.Advance(TimeSpan.FromMilliseconds(1));   // the older one first
        return id;
    }

    /// <summary>Looks until nothing is due and nothing runs.</summary>
    public static async Task RunAsync(JobWorker worker, params TenantRef[] tenants)
    {
        while (await worker.TakeAsync(tenants, CancellationToken.None) > 0) await worker.DrainAsync(CancellationToken.None);
    }

    public async Task<IReadOnlyList<TakenJob>> TakeAsync(TenantRef tenant, int most = 10, JobKind kind = JobKind.Notify, string holder = "test") =>
        await Store.TakeAsync([new(tenant, kind, "", most)], most, holder, Options.JobLease, CancellationToken.None);

    public async Task<JobLine> ReadAsync(Guid id) =>
        (await _database.QueryAsync<JobLine>("select status, attempts, fence, error, note, next_at as due from harness_job where id = @id", new { id })).Single();

    public async Task<IReadOnlyList<string?>> OutcomesAsync(Guid id) =>
        await _database.QueryAsync<string?>("select outcome from harness_attempt where job_id = @id order by number", new { id });
}
