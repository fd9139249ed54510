using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Tests.Web.Features.Fakes;

namespace CopyTrade.Tests.Web.Features.Alerts;

/// <summary>Alerts, jobs and executions in memory, newest first, paged as the database pages them.</summary>
internal sealed class FakeAlerts : IAlertsQuery, IHarness, IExecutionsQuery, IAlertSources
{
    public List<AlertEntry> Alerts { get; } = [];

    public List<JobEntry> Jobs { get; } = [];

    public List<Execution> Executions { get; } = [];

    public void AddMany(int many)
    {
        for (var n = 1; n <= many; n++)
        {
            var (id, at) = (Id(n), PageData.Now.AddMinutes(n - many));
            var status = n % 2 == 0 ? AlertStatus.Failed : AlertStatus.Processed;
            Alerts.Insert(0, new(id, "tv", $"cross {n}", AlertMode.ExecuteTxn, $"key {n}", status, "{}", "c", false, at, at, id, n == many ? new string('x', 600) : "order 7"));
            Jobs.Insert(0, new(id, JobKind.ExecuteTxn, n % 2 == 0 ? JobStatus.Failed : JobStatus.Succeeded, $"lane {n}", 1, null, null, n % 2 == 0 ? "The venue does not answer." : null, null, "c", id, at, at));
            Executions.Insert(0, new(id, id, null, null, ExecutionStatus.Failed, "{}", null, null, null, Shares.Zero, $"refused {n}", at, at));
        }
    }

    public static Guid Id(int n) => new($"00000000-0000-7000-8000-{n:d12}");

    /// <summary>What a reading of alerts waits for before it answers.</summary>
    public Task Answering { get; set; } = Task.CompletedTask;

    async Task<IReadOnlyList<AlertEntry>> IAlertsQuery.ListAsync(TenantRef tenant, AlertStatus? status, Guid? before, int limit, CancellationToken ct)
    {
        await Answering;
        return await Page(Alerts.Where(row => status is null || row.Status == status), row => row.Id, before, limit);
    }

    Task<AlertEntry?> IAlertsQuery.FindAsync(TenantRef tenant, Guid id, CancellationToken ct) => Task.FromResult(Alerts.Find(row => row.Id == id));

    Task<IReadOnlyList<JobEntry>> IHarness.ListAsync(TenantRef tenant, JobStatus? status, Guid? alert, Guid? before, int limit, CancellationToken ct) =>
        Page(Jobs.Where(row => (status is null || row.Status == status) && (alert is null || row.AlertId == alert)), row => row.Id, before, limit);

    Task<JobEntry?> IHarness.FindAsync(TenantRef tenant, Guid id, CancellationToken ct) => Task.FromResult(Jobs.Find(row => row.Id == id));

    public Task<IReadOnlyList<JobAttempt>> AttemptsAsync(TenantRef tenant, Guid id, CancellationToken ct) => Task.FromResult<IReadOnlyList<JobAttempt>>([]);

    public Task<JobChange> RetryAsync(TenantRef tenant, Guid id, CancellationToken ct) => Task.FromResult<JobChange>(new JobChange.Refused("The job is running."));

    public Task<JobChange> ParkAsync(TenantRef tenant, Guid id, CancellationToken ct) => Task.FromResult<JobChange>(new JobChange.NotFound());

    Task<IReadOnlyList<Execution>> IExecutionsQuery.ListAsync(TenantRef tenant, Guid? alert, Guid? rule, Guid? before, int limit, CancellationToken ct) => Page(Executions, row => row.Id, before, limit);

    Task<IReadOnlyList<AlertSource>> IAlertSources.ListAsync(TenantRef tenant, CancellationToken ct) => Task.FromResult<IReadOnlyList<AlertSource>>([]);

    /// <summary>What was asked of the sources.</summary>
    public List<string> Asked { get; } = [];

    public Task<AlertSourceChange> CreateAsync(TenantRef tenant, string name, AlertSecretKind kind, CancellationToken ct) => Ask("create " + name);

    public Task<AlertSourceChange> RotateAsync(TenantRef tenant, Guid id, AlertSecretKind kind, CancellationToken ct) => Ask("rotate");

    public Task<AlertSourceChange> RevokeAsync(TenantRef tenant, Guid id, Guid secret, CancellationToken ct) => throw new NotSupportedException();

    public Task<AlertSourceChange> EnableAsync(TenantRef tenant, Guid id, bool isEnabled, CancellationToken ct) => Ask(isEnabled ? "enable" : "disable");

    private Task<AlertSourceChange> Ask(string what)
    {
        Asked.Add(what);
        return Task.FromResult<AlertSourceChange>(new AlertSourceChange.Refused("asked", "Asked."));
    }

    private static Task<IReadOnlyList<T>> Page<T>(IEnumerable<T> rows, Func<T, Guid> id, Guid? before, int limit) =>
        Task.FromResult<IReadOnlyList<T>>([.. rows.Where(row => before is not { } last || string.CompareOrdinal(id(row).ToString(), last.ToString()) < 0).Take(limit)]);
}
