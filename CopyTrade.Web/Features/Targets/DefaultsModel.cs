using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Targets;

/// <summary>What counts for every target that does not say otherwise.</summary>
public sealed class DefaultsModel(ITargetsQuery targets, ITargetChanges changesToTargets, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<DefaultsModel> logger)
    : PageModel(tenants, changes, clock, logger)
{
    private const int ShownChanges = 20;

    public Part<CopyDefaults> Defaults { get; } = new("your defaults");

    public Part<IReadOnlyList<TargetHistoryEntry>> History { get; } = new("the changes");

    public RulesForm Form { get; private set; } = new();

    public int Followed { get; private set; }

    public IReadOnlyList<(string Rule, string Now, string New)> Changes => Defaults.Value is { } defaults ? Form.ChangesTo(defaults) : [];

    /// <summary>A value for one rule that another page proposes; shown as an unsaved change.</summary>
    public (string Rule, decimal Value)? Proposal { get; set; }

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Targets };

    public void Discard()
    {
        if (Defaults.Value is { } defaults) Form = RulesForm.Of(defaults);
        Problem = null;
    }

    public async Task<bool> SaveAsync()
    {
        if (Form.Problem is not null) return false;
        return await ActAsync(async tenant =>
        {
            var change = await changesToTargets.SetDefaultsAsync(tenant, new CopyDefaults(Form.Sizing, Form.MaxPerTrade, Form.Percentile, Form.Own), Lasting);
            if (change is not DefaultsChange.Done done) return (change as DefaultsChange.Refused)?.Message;
            Defaults.Show(done.Defaults);
            Form = RulesForm.Of(done.Defaults);
            return null;
        });
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var untouched = Defaults.Value is null || (Changes.Count == 0 && Form.Unread.Problem is null);
        await Defaults.ReadAsync(async () =>
        {
            Followed = (await targets.ListAsync(tenant, ct)).Count;
            return await targets.DefaultsAsync(tenant, ct);
        }, Logger, ct);
        await History.ReadAsync(() => targets.HistoryAsync(tenant, null, ShownChanges, ct), Logger, ct);
        if (untouched && Defaults.Value is { } defaults)
        {
            Form = RulesForm.Of(defaults);
            // Once: who discards it does not want it again.
            Form.Propose(Proposal?.Rule, Proposal?.Value);
            Proposal = null;
        }

    }
}
