using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Targets;

/// <summary>The rules of one target, and what they would have done with its last trades.</summary>
public sealed class RulesModel(
    ITargetsQuery targets,
    ITargetChanges changesToTargets,
    IActivityQuery activity,
    IWalletQuery wallets,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<RulesModel> logger) : PageModel(tenants, changes, clock, logger)
{
    private const int Previewed = 16;
    private IReadOnlyList<ActivityStory>? _stories;

    public TargetRowId Id { get; set; }

    public Part<CopyTarget> Target { get; } = new("the target");

    public Part<WalletView> Wallet { get; } = new("the wallet");

    public RulesForm Form { get; private set; } = new();

    public IReadOnlyList<(string Rule, string Now, string New)> Changes => Target.Value is { } target ? Form.ChangesTo(target) : [];

    public string? SaveProblem { get; private set; }

    public bool Saved { get; private set; }

    /// <summary>The target's last trades under the edited rules and under the saved ones, judged by the planner with the values of then.</summary>
    public IReadOnlyList<PreviewTrade> Preview => Form.Problem is not null || Target.Value is not { } target || _stories is null ? [] :
        [.. _stories.Select(story => new PreviewTrade(
            story.Row.FilledAt,
            story.Row.Title ?? "Unnamed market",
            story.Row.TheirNotional.Amount,
            Ours(story, target with { Sizing = Form.Sizing, MaxPerTrade = Form.MaxPerTrade }, out var reason),
            Ours(story, target, out _),
            reason))];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Targets, ChangeKind.Wallet };

    public void Discard()
    {
        if (Target.Value is { } target) Form = RulesForm.Of(target);
        (SaveProblem, Saved) = (null, false);
    }

    public async Task<bool> SaveAsync()
    {
        (SaveProblem, Saved) = (Form.Problem, false);
        if (SaveProblem is not null || Tenant is null) return false;
        var change = await changesToTargets.UpdateAsync(Tenant, Id, Form.CleanLabel, Form.Sizing, Form.MaxPerTrade, null, Stopped);
        if (change is TargetChange.Done done)
        {
            Target.Show(done.Target);
            Form = RulesForm.Of(done.Target);
            Saved = true;
        }

        SaveProblem = change is TargetChange.Refused refused ? refused.Message : null;
        return Saved;
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var first = Target.Value is null;
        var untouched = first || Changes.Count == 0;
        await Target.FindAsync(() => targets.FindAsync(tenant, Id, ct), Logger, ct);
        await Wallet.ReadAsync(() => wallets.ReadAsync(tenant, ct), Logger, ct);
        if (untouched && Target.Value is { } target) Form = RulesForm.Of(target);
        if (first && Target.Value is not null) await ReadStoriesAsync(tenant, ct);
    }

    private static decimal? Ours(ActivityStory story, CopyTarget target, out string? reason)
    {
        // What was held and free then stays; that the fill was decided meanwhile must not count.
        var decision = MirrorPlanner.Plan(story.Input with { Target = target, Snapshot = story.Input.Snapshot with { AlreadyDecided = false } });
        reason = decision is MirrorDecision.Skip skip ? EnumCode.Of(skip.Reason) : null;
        return decision is MirrorDecision.Place place ? place.Intent.Notional.Amount : null;
    }

    private async Task ReadStoriesAsync(TenantRef tenant, CancellationToken ct)
    {
        var part = new Part<IReadOnlyList<ActivityStory>>("the target's last trades");
        await part.ReadAsync(
            async () =>
            {
                var page = await activity.PageAsync(tenant, new ActivityFilter(ActivityGroup.All, Id, null, null), null, Previewed, ct);
                var stories = new List<ActivityStory>();
                foreach (var row in page.Rows.Reverse())
                {
                    if (await activity.FindAsync(tenant, row.DecisionId, ct) is { } story) stories.Add(story);
                }

                return stories;
            },
            Logger,
            ct);
        _stories = part.Value;
    }
}
