using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Targets.Leaving;
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
    ILogger<RulesModel> logger,
    IPolicyPreviewer? previewer = null,
    ICoverageQuery? coverage = null,
    IWalletStatistics? statistics = null,
    ITargetExits? exits = null,
    IPositionsQuery? positions = null) : PageModel(tenants, changes, clock, logger)
{
    private const int Previewed = 20;
    private const int ShownChanges = 20;
    private IReadOnlyList<ActivityStory>? _stories;
    private IReadOnlyList<PreviewedFill>? _previewed;
    private int _previews;

    public TargetRowId Id { get; set; }

    public Part<CopyTarget> Target { get; } = new("the target");

    public Part<WalletView> Wallet { get; } = new("the wallet");

    public Part<IReadOnlyList<TargetHistoryEntry>> History { get; } = new("the changes");

    /// <summary>Which share of the wallet's trades was seen in the last week.</summary>
    public Part<WalletCoverage> Coverage { get; } = new("the coverage");

    /// <summary>How large the wallet usually bets, as last computed; empty while it was not.</summary>
    public Part<WalletStatistic> Bets { get; } = new("the statistics");

    /// <summary>Whether it is being left, or was; empty when it never was.</summary>
    public Part<TargetExit> Leaving { get; } = new("whether it is being left");

    /// <summary>Confirmed shares of this target's own book.</summary>
    public Part<IReadOnlyList<PositionRow>> Held { get; } = new("what is held through it");

    public LeaveForm Leave { get; } = new();

    /// <summary>Why it is not being left, in one sentence.</summary>
    public string? LeaveProblem { get; private set; }

    public RulesForm Form { get; private set; } = new();

    /// <summary>What counts where the target says nothing.</summary>
    public CopyRules Below { get; private set; } = CopyRules.Platform;

    public IReadOnlyList<(string Rule, string Now, string New)> Changes => Target.Value is { } target ? Form.ChangesTo(target) : [];

    /// <summary>A value for one rule that another page proposes; shown as an unsaved change.</summary>
    public (string Rule, decimal Value)? Proposal { get; set; }

    public bool Saved { get; private set; }

    /// <summary>How large the target's positions usually are, as last computed, else as of its newest trade; null when that is not known.</summary>
    public PositionStatistic? Statistic => Bets.Value is { Percentiles: { } p } bets ? new(bets.CapturedAt, bets.WindowDays, bets.SampleSize, p.P50, p.P75, p.P90, p.P95, p.P99) : _previewed?.Select(fill => fill.Input.Context?.Statistic).FirstOrDefault(statistic => statistic is not null) ?? _stories?.Select(story => story.Input.Context?.Statistic).LastOrDefault(statistic => statistic is not null);

    /// <summary>The target's last trades under the edited rules and under the saved ones, judged by the planner with the values of then.</summary>
    public IReadOnlyList<PreviewTrade> Preview => Form.Problem is not null || Target.Value is not { } target ? []
        : _previewed is { } fills ? [.. fills.Reverse().Select(fill => new PreviewTrade(fill.Input.Fill.FilledAt, fill.Input.Fill.Title ?? "Unnamed market", fill.Input.TheirNotional.Amount, Ours(fill.Proposed, out var why), Ours(fill.Saved, out _), why))]
        : _stories is null ? []
        : [.. _stories.Select(story => new PreviewTrade(
            story.Row.FilledAt,
            story.Row.Title ?? "Unnamed market",
            story.Row.TheirNotional.Amount,
            Ours(Again(story, target with { Sizing = Form.Sizing, MaxPerTrade = Form.MaxPerTrade, FilterPercentile = Form.Percentile, Rules = Form.Own }, Form.Own), out var reason),
            Ours(Again(story, target, target.Rules), out _),
            reason))];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Targets, ChangeKind.Wallet, ChangeKind.Positions };

    /// <summary>False when what was typed cannot be done, which <see cref="LeaveProblem"/> says.</summary>
    public bool CheckLeave() => (LeaveProblem = Leave.Problem(Now)) is null;

    /// <summary>Leaves it in the chosen way.</summary>
    public Task<bool> LeaveAsync() => ActAsync(
        async tenant => Leave.Choice == LeaveChoice.KeepHeld
            ? (await changesToTargets.RemoveAsync(tenant, Id, Lasting) as TargetChange.Refused)?.Message
            : exits is null ? "This host cannot do it." : (await exits.BeginAsync(tenant, Id, Leave.Choice == LeaveChoice.ByDate ? Leave.Time : null, Lasting) as TargetExitChange.Refused)?.Message,
        problem => LeaveProblem = problem);

    /// <summary>Stays with it after all.</summary>
    public Task<bool> StayAsync() => ActAsync(
        async tenant => exits is null ? "This host cannot do it." : (await exits.TakeBackAsync(tenant, Id, Lasting) as TargetExitChange.Refused)?.Message,
        problem => LeaveProblem = problem);

    public Task DiscardAsync()
    {
        if (Target.Value is { } target) Form = RulesForm.Of(target);
        (Problem, Saved) = (null, false);
        return PreviewAsync();
    }

    public async Task<bool> SaveAsync()
    {
        Saved = false;
        if (Form.Problem is not null) return false;
        return await ActAsync(async tenant =>
        {
            var change = await changesToTargets.UpdateAsync(tenant, Id, Form.Edit, Lasting);
            if (change is not TargetChange.Done done) return (change as TargetChange.Refused)?.Message;
            Target.Show(done.Target);
            Form = RulesForm.Of(done.Target);
            Saved = true;
            await PreviewAsync();
            return null;
        });
    }

    /// <summary>Runs the last trades through the edited rules; of several runs at once the last counts.</summary>
    public async Task PreviewAsync()
    {
        if (previewer is null || Tenant is null || Form.Problem is not null) return;
        var run = ++_previews;
        var part = new Part<IReadOnlyList<PreviewedFill>>("the preview");
        await part.FindAsync(() => previewer.PreviewAsync(Tenant, Id, Form.Edit, Previewed, Stopped), Logger, Stopped);
        if (run == _previews && part.Error is null) _previewed = part.Value;
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        var first = Target.Value is null;
        var untouched = first || (Changes.Count == 0 && Form.Unread.Problem is null);
        await Target.FindAsync(() => targets.FindAsync(tenant, Id, ct), Logger, ct);
        await Wallet.ReadAsync(() => wallets.ReadAsync(tenant, ct), Logger, ct);
        var defaults = new Part<CopyDefaults>("your defaults");
        await defaults.ReadAsync(() => targets.DefaultsAsync(tenant, ct), Logger, ct);
        if (defaults.Value is { } below) Below = below.Rules.Over(CopyRules.Platform);
        await ReadHistoryAsync(tenant, ct);
        if (coverage is not null && Target.Value is { } watched) await Coverage.ReadAsync(() => coverage.ReadAsync(watched.Wallet, Now.AddDays(-7), ct), Logger, ct);
        if (statistics is not null && Target.Value is { } followed) await Bets.FindAsync(() => statistics.LatestAsync(followed.Wallet, ct), Logger, ct);
        await ReadLeavingAsync(tenant, ct);
        if (untouched && Target.Value is { } target)
        {
            Form = RulesForm.Of(target);
            // Once: who discards it does not want it again.
            Form.Propose(Proposal?.Rule, Proposal?.Value);
            Proposal = null;
        }

        if (!first || Target.Value is null) return;
        await PreviewAsync();
        if (_previewed is null) await ReadStoriesAsync(tenant, ct);
    }

    private static decimal? Ours(MirrorDecision decision, out string? reason)
    {
        reason = decision is MirrorDecision.Skip skip ? EnumCode.Of(skip.Reason) : null;
        return decision is MirrorDecision.Place place ? place.Intent.Notional.Amount : null;
    }

    // What was held and free then stays; that the fill was decided meanwhile must not count.
    private MirrorDecision Again(ActivityStory story, CopyTarget target, CopyRules? own) =>
        MirrorPlanner.Plan(story.Input with { Target = target, Rules = (own ?? CopyRules.None).Over(Below), Snapshot = story.Input.Snapshot with { AlreadyDecided = false } });

    private Task ReadHistoryAsync(TenantRef tenant, CancellationToken ct) => History.ReadAsync(() => targets.HistoryAsync(tenant, Id, ShownChanges, ct), Logger, ct);

    private async Task ReadLeavingAsync(TenantRef tenant, CancellationToken ct)
    {
        if (Target.Value is not { } target) return;
        if (exits is not null) await Leaving.FindAsync(() => exits.FindAsync(tenant, Id, ct), Logger, ct);
        var book = MirrorKeys.BookOf(target.Key);
        if (positions is not null) await Held.ReadAsync(async () => [.. (await positions.ListAsync(tenant, includeClosed: false, ct)).Where(row => row.Book == book && row.Shares > Shares.Zero)], Logger, ct);
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
