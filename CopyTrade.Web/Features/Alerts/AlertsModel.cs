using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Operations;
using CopyTrade.Web.Identity;

namespace CopyTrade.Web.Features.Alerts;

/// <summary>What came, what is done about it, what it led to, and who may send.</summary>
public sealed class AlertsModel(IAlertsQuery alerts, IHarness harness, IExecutionsQuery executions, IAlertSources sources, IStepUp stepUp, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<AlertsModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    public const int Shown = 50;

    private (AlertsSelection? Of, Guid? After) _next;

    public AlertsSelection Selection { get; private set; } = new(AlertsView.Alerts);

    /// <summary>Where the next older page begins; null on the last one, and while another list than the chosen one is still shown.</summary>
    public Guid? Next => _next.Of == Selection ? _next.After : null;

    public Part<IReadOnlyList<AlertEntry>> Alerts { get; } = new("the alerts", rows => rows.Count == 0);

    public Part<IReadOnlyList<JobEntry>> Jobs { get; } = new("the jobs", rows => rows.Count == 0);

    public Part<IReadOnlyList<Execution>> Executions { get; } = new("the executions", rows => rows.Count == 0);

    public Part<IReadOnlyList<AlertSource>> Sources { get; } = new("the sources", rows => rows.Count == 0);

    /// <summary>A secret that was just made: shown until the page is left or the next act, and never again.</summary>
    public (AlertSource Source, AlertSecretKind Kind, string Text)? Secret { get; private set; }

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Alerts };

    public Task SelectAsync(AlertsSelection selection)
    {
        if (selection == Selection && ReadAt is not null) return Task.CompletedTask;
        Selection = selection;
        return LoadAsync();
    }

    /// <summary>Who has a secret may trade by alerts, long after this session: making one takes the person.</summary>
    public Task CreateAsync(string name, AlertSecretKind kind, PersonAnswer person) => ChangeAsync(kind, person, tenant => sources.CreateAsync(tenant, name.Trim(), kind, Lasting));

    public Task RotateAsync(AlertSource source, AlertSecretKind kind, PersonAnswer person) => ChangeAsync(kind, person, tenant => sources.RotateAsync(tenant, source.Id, kind, Lasting));

    public Task RevokeAsync(AlertSource source, AlertSecret secret) => ChangeAsync(secret.Kind, null, tenant => sources.RevokeAsync(tenant, source.Id, secret.Id, Lasting));

    public Task EnableAsync(AlertSource source, PersonAnswer person) => ChangeAsync(AlertSecretKind.Bearer, person, tenant => sources.EnableAsync(tenant, source.Id, true, Lasting));

    public Task DisableAsync(AlertSource source) => ChangeAsync(AlertSecretKind.Bearer, null, tenant => sources.EnableAsync(tenant, source.Id, false, Lasting));

    public Task RetryAsync(JobEntry job) => MoveAsync(tenant => harness.RetryAsync(tenant, job.Id, Lasting));

    public Task ParkAsync(JobEntry job) => MoveAsync(tenant => harness.ParkAsync(tenant, job.Id, Lasting));

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var (chosen, after) = (Selection, Selection.After);
        switch (chosen.View)
        {
            case AlertsView.Jobs:
                await Jobs.ReadAsync(() => PageAsync(chosen, most => harness.ListAsync(tenant, chosen.StatusAs<JobStatus>(), null, after, most, ct), row => row.Id), Logger, ct);
                break;
            case AlertsView.Executions:
                await Executions.ReadAsync(() => PageAsync(chosen, most => executions.ListAsync(tenant, null, null, after, most, ct), row => row.Id), Logger, ct);
                break;
            case AlertsView.Sources:
                await Sources.ReadAsync(() => sources.ListAsync(tenant, ct), Logger, ct);
                break;
            default:
                await Alerts.ReadAsync(() => PageAsync(chosen, most => alerts.ListAsync(tenant, chosen.StatusAs<AlertStatus>(), after, most, ct), row => row.Id), Logger, ct);
                break;
        }
    }

    // One more than is shown: it tells whether there is an older page.
    private async Task<IReadOnlyList<T>> PageAsync<T>(AlertsSelection chosen, Func<int, Task<IReadOnlyList<T>>> read, Func<T, Guid> id)
    {
        var rows = await read(Shown + 1);
        _next = (chosen, rows.Count > Shown ? id(rows[Shown - 1]) : null);
        return rows.Count > Shown ? [.. rows.Take(Shown)] : rows;
    }

    // Without a person: what only takes away.
    private Task<bool> ChangeAsync(AlertSecretKind kind, PersonAnswer? person, Func<TenantRef, Task<AlertSourceChange>> change) => ActAsync(async tenant =>
    {
        Secret = null;
        if (person is not null && await stepUp.CheckAsync(tenant.Owner, person.Password, person.Code) is { } stranger) return stranger.Message;
        var changed = await change(tenant);
        if (changed is AlertSourceChange.Done { Secret: { } text } done) Secret = (done.Source, kind, text);
        return (changed as AlertSourceChange.Refused)?.Message;
    });

    private Task<bool> MoveAsync(Func<TenantRef, Task<JobChange>> change) =>
        ActAsync(async tenant => await change(tenant) switch { JobChange.Refused refused => refused.Message, JobChange.NotFound => "There is no such job any more.", _ => null });
}
