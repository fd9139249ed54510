using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Embedded;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Benchmarks.Figures;

/// <summary>Durable jobs behind a backlog: how many are done in a second, and how long a new job of somebody else waits, with receivers that hang among them (F17).</summary>
public static class Harness
{
    private const int Tenants = 20;
    private const int Lanes = 50;
    private const int Asked = 300;
    private static readonly TimeSpan Drained = TimeSpan.FromSeconds(20);

    private const string SeedSql = """
        insert into asp_net_users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, security_stamp, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
        select u, u::text, upper(u::text), u || '@example.org', upper(u || '@example.org'), true, u::text, false, false, true, 0 from unnest(@users) u;
        insert into billing_account (id, owner_user_id, name, created_at) select u, u, u::text, now() from unnest(@users) u;
        """;

    private const string BacklogSql = """
        insert into harness_job (id, billing_account_id, kind, key, lane, payload, correlation_id, status, next_at, created_at)
        select gen_random_uuid(), (@users::uuid[])[1 + n % @tenants], 'notify', 'backlog ' || n, 'lane ' || (n / @tenants) % @lanes, '{}', 'backlog', 'pending', now(), now() from generate_series(1, @jobs) n;
        analyze harness_job;
        """;

    public static async Task MeasureAsync(Report report, int backlog)
    {
        var directory = Directory.CreateTempSubdirectory("copytrade-harness-").FullName;
        await using var server = await EmbeddedPostgres.StartAsync(new() { RootDirectory = ClusterFolder.For(directory), MaxConnections = 120 });
        try
        {
            await using var databases = await Databases.OpenAsync(server.ConnectionString, CancellationToken.None);
            TenantRef[] tenants = [.. Enumerable.Range(0, Tenants + 1).Select(_ => Guid.NewGuid()).Select(id => new TenantRef(new TenantId(id), new UserId(id)))];
            await using var administrator = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
            await administrator.OpenAsync();
            await administrator.ExecuteAsync(SeedSql, new { users = tenants.Select(tenant => tenant.Tenant.Value).ToArray() });
            await RunAsync(report, "no backlog", databases, tenants, backlog: 0);
            await administrator.ExecuteAsync(BacklogSql, new { users = tenants[..Tenants].Select(tenant => tenant.Tenant.Value).ToArray(), tenants = Tenants, lanes = Lanes, jobs = backlog }, commandTimeout: 300);
            await RunAsync(report, string.Create(CultureInfo.InvariantCulture, $"{backlog:#,0} queued"), databases, tenants, backlog);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task RunAsync(Report report, string situation, Databases databases, TenantRef[] tenants, int backlog)
    {
        var scopes = new TenantScopes(databases);
        var options = Options.Create(new AlertOptions());
        var handler = new Counting();
        using var changes = new ChangeFeed(databases, TimeProvider.System, NullLogger<ChangeFeed>.Instance);
        var worker = new JobWorker(new JobStore(scopes, TimeProvider.System), [handler], options, TimeProvider.System, NullLogger<JobWorker>.Instance);
        using var loop = new JobLoop(worker, () => tenants, changes, options, TimeProvider.System, NullLogger<JobLoop>.Instance);
        await changes.StartAsync(CancellationToken.None);
        await loop.StartAsync(CancellationToken.None);
        try
        {
            if (backlog > 0)
            {
                await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, CancellationToken.None);   // compiled and connected
                var (before, began) = (handler.Done, Stopwatch.GetTimestamp());
                await Task.Delay(Drained, TimeProvider.System, CancellationToken.None);
                var rate = (handler.Done - before) / Stopwatch.GetElapsedTime(began).TotalSeconds;
                report.Add($"durable jobs, {situation}: done in a second", string.Create(CultureInfo.InvariantCulture, $"{rate:0}"), null, null);
            }

            var times = await AskAsync(scopes, tenants[^1], handler);
            report.Add($"durable jobs, {situation}: commit to handler p50 / p99, another account's", string.Create(CultureInfo.InvariantCulture, $"{times.At(.5):0.0} / {times.At(.99):0.0} ms (n {times.Count})"), "p99 < 1,000 ms", times.At(.99) < 1_000);
        }
        finally
        {
            handler.Release();
            await loop.StopAsync(CancellationToken.None);
            await changes.StopAsync(CancellationToken.None);
        }
    }

    private static async Task<Percentiles> AskAsync(TenantScopes scopes, TenantRef tenant, Counting handler)
    {
        var queue = new JobQueue(TimeProvider.System);
        var times = new List<double>();
        for (var i = 0; i < Asked; i++)
        {
            await using var scope = await scopes.OpenAsync(tenant, CancellationToken.None);
            var id = await queue.AddAsync(scope, new NewJob(JobKind.Notify, Guid.NewGuid().ToString(), "asked", "{}", "asked"), CancellationToken.None);
            var began = handler.Wait(id);
            await scope.CommitAsync();
            var committed = Stopwatch.GetTimestamp();
            var at = await began.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
            times.Add(Math.Max(0, Stopwatch.GetElapsedTime(committed, at).TotalMilliseconds));
        }

        return new Percentiles(times);
    }

    /// <summary>Does nothing at once, but for one lane of each account, which hangs for as long as the measurement lasts.</summary>
    private sealed class Counting : IJobHandler
    {
        private readonly ConcurrentDictionary<Guid, TaskCompletionSource<long>> _waiting = new();
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ConcurrentDictionary<TenantId, byte> _hung = new();
        private int _done;

        public JobKind Kind => JobKind.Notify;

        public int Done => Volatile.Read(ref _done);

        public Task<long> Wait(Guid id) => _waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

        public void Release() => _released.TrySetResult();

        public async Task<JobOutcome> RunAsync(HarnessJob job, CancellationToken ct)
        {
            if (job.CorrelationId == "asked") _waiting.GetOrAdd(job.Id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult(Stopwatch.GetTimestamp());
            else if (_hung.Count < 5 && _hung.TryAdd(job.Tenant.Tenant, 0)) await _released.Task.WaitAsync(ct);
            Interlocked.Increment(ref _done);
            return new JobOutcome.Done();
        }
    }
}
