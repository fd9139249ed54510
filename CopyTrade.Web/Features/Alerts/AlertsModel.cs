using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Features.Alerts;

/// <summary>What came, what is done about it, what it led to, and who may send.</summary>
public sealed class AlertsModel(IAlertsQuery alerts, IHarness harness, IExecutionsQuery executions, IAlertSources sources, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<AlertsModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    public const int Shown = 50;

    public AlertsView View { get; set; }

    /// <summary>Only alerts or jobs in this state; null for all.</summary>
    public string? Only { get; set; }

    public Part<IReadOnlyList<AlertEntry>> Alerts { get; } = new("the alerts", rows => rows.Count == 0);

    public Part<IReadOnlyList<JobEntry>> Jobs { get; } = new("the jobs", rows => rows.Count == 0);

    public Part<IReadOnlyList<Execution>> Executions { get; } = new("the executions", rows => rows.Count == 0);

    public Part<IReadOnlyList<AlertSource>> Sources { get; } = new("the sources", rows => rows.Count == 0);

    /// <summary>Why the last act was not done; null when it was.</summary>
    public string? Problem { get; private set; }

    /// <summary>A secret that was just made: shown until the page is left or the next act, and never again.</summary>
    public (AlertSource Source, AlertSecretKind Kind, string Text)? Secret { get; private set; }

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Alerts };

    public Task ShowAsync(string? only)
    {
        Only = only;
        return LoadAsync();
    }

    public Task CreateAsync(string name, AlertSecretKind kind) => ChangeAsync(kind, tenant => sources.CreateAsync(tenant, name.Trim(), kind, Stopped));

    public Task RotateAsync(AlertSource source, AlertSecretKind kind) => ChangeAsync(kind, tenant => sources.RotateAsync(tenant, source.Id, kind, Stopped));

    public Task RevokeAsync(AlertSource source, AlertSecret secret) => ChangeAsync(secret.Kind, tenant => sources.RevokeAsync(tenant, source.Id, secret.Id, Stopped));

    public Task EnableAsync(AlertSource source, bool isEnabled) => ChangeAsync(AlertSecretKind.Bearer, tenant => sources.EnableAsync(tenant, source.Id, isEnabled, Stopped));

    public Task RetryAsync(JobEntry job) => MoveAsync(tenant => harness.RetryAsync(tenant, job.Id, Stopped));

    public Task ParkAsync(JobEntry job) => MoveAsync(tenant => harness.ParkAsync(tenant, job.Id, Stopped));

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        switch (View)
        {
            case AlertsView.Jobs:
                await Jobs.ReadAsync(() => harness.ListAsync(tenant, Word<JobStatus>(), null, null, Shown, ct), Logger, ct);
                break;
            case AlertsView.Executions:
                await Executions.ReadAsync(() => executions.ListAsync(tenant, null, null, null, Shown, ct), Logger, ct);
                break;
            case AlertsView.Sources:
                await Sources.ReadAsync(() => sources.ListAsync(tenant, ct), Logger, ct);
                break;
            default:
                await Alerts.ReadAsync(() => alerts.ListAsync(tenant, Word<AlertStatus>(), null, Shown, ct), Logger, ct);
                break;
        }
    }

    private T? Word<T>() where T : struct, Enum => Enum.TryParse<T>(Only, ignoreCase: true, out var word) && Enum.IsDefined(word) ? word : null;

    private async Task ChangeAsync(AlertSecretKind kind, Func<TenantRef, Task<AlertSourceChange>> change)
    {
        if (Tenant is null) return;
        (Problem, Secret) = (null, null);
        switch (await change(Tenant))
        {
            case AlertSourceChange.Done { Secret: { } text } done:
                Secret = (done.Source, kind, text);
                break;
            case AlertSourceChange.Refused refused:
                Problem = refused.Message;
                break;
        }

        await LoadAsync();
    }

    private async Task MoveAsync(Func<TenantRef, Task<JobChange>> change)
    {
        if (Tenant is null) return;
        Problem = await change(Tenant) switch { JobChange.Refused refused => refused.Message, JobChange.NotFound => "There is no such job any more.", _ => null };
        await LoadAsync();
    }
}
