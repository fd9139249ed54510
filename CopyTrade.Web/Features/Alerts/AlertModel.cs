using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Alerts;

/// <summary>One alert with its jobs, their attempts, and what they led to.</summary>
public sealed class AlertModel(IAlertsQuery alerts, IHarness harness, IExecutionsQuery executions, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<AlertModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    private const int Shown = 50;

    public Guid Id { get; set; }

    public Part<AlertEntry> Alert { get; } = new("the alert");

    public Part<IReadOnlyList<JobEntry>> Jobs { get; } = new("its jobs", rows => rows.Count == 0);

    public Part<IReadOnlyList<JobAttempt>> Attempts { get; } = new("the attempts", rows => rows.Count == 0);

    public Part<IReadOnlyList<Execution>> Executions { get; } = new("the executions", rows => rows.Count == 0);

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Alerts };

    public Task RetryAsync(JobEntry job) => MoveAsync(tenant => harness.RetryAsync(tenant, job.Id, Lasting));

    public Task ParkAsync(JobEntry job) => MoveAsync(tenant => harness.ParkAsync(tenant, job.Id, Lasting));

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Alert.FindAsync(() => alerts.FindAsync(tenant, Id, ct), Logger, ct);
        await Jobs.ReadAsync(() => harness.ListAsync(tenant, null, Id, null, Shown, ct), Logger, ct);
        await Attempts.ReadAsync(async () => Jobs.Value is [var job, ..] ? await harness.AttemptsAsync(tenant, job.Id, ct) : [], Logger, ct);
        await Executions.ReadAsync(() => executions.ListAsync(tenant, Id, null, null, Shown, ct), Logger, ct);
    }

    private Task<bool> MoveAsync(Func<TenantRef, Task<JobChange>> change) =>
        ActAsync(async tenant => await change(tenant) switch { JobChange.Refused refused => refused.Message, JobChange.NotFound => "There is no such job any more.", _ => null });
}
