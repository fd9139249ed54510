using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Targets;

namespace CopyTrade.Web.Features.Research;

/// <summary>Where the difference between a target's profit and the reader's own went.</summary>
public sealed class GapModel(
    ICopyGapQuery gaps, ITargetsQuery targets, IOwnAccounts accounts, CurrentTenant tenants, IChangeFeed changes, TimeProvider clock, ILogger<GapModel> logger) : PageModel(tenants, changes, clock, logger)
{
    public GapSelection Selection { get; private set; } = GapSelection.Read(null, null, null, null, null, null);

    /// <summary>Empty when nothing was held or traded.</summary>
    public Part<GapView> View { get; } = new("the copy gap", view => view.Report.Trades.Count == 0 && !view.Answer.IsTooMuch);

    public Part<IReadOnlyList<TargetCard>> Targets { get; } = new("your targets");

    /// <summary>The reader's accounts; more than one when there is paper beside live.</summary>
    public IReadOnlyList<AccountSummary> Accounts { get; private set; } = [];

    /// <summary>The kind that is shown.</summary>
    public AccountMoney? Money { get; private set; }

    // Reckoned from whole histories: not for every change.
    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind>();

    protected override TimeSpan RefreshEvery => TimeSpan.FromMinutes(2);

    public async Task SelectAsync(GapSelection selection)
    {
        var known = View.Value;
        var isSame = ReadAt is not null && known is not null && selection with { Bar = null, Reason = null, Page = 1 } == Selection with { Bar = null, Reason = null, Page = 1 };
        Selection = selection;
        if (isSame) View.Show(new GapView(known!.Answer, selection));
        else await LoadAsync();
    }

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await View.ReadAsync(
            async () =>
            {
                Accounts = await accounts.ListAsync(tenant.Owner, ct);
                var account = Accounts.FirstOrDefault(one => Selection.Money is { } money ? one.Money == money : one.Tenant == tenant);
                Money = account?.Money;
                var shown = account?.Tenant ?? tenant;
                await Targets.ReadAsync(() => targets.ListAsync(shown, ct), Logger, ct);
                return await ReckonAsync(shown, ct);
            },
            Logger,
            ct);
    }

    // On the first day there is no yesterday: what today has already shown is more than an empty page. Who asks for yesterday gets yesterday.
    private async Task<GapView> ReckonAsync(TenantRef shown, CancellationToken ct)
    {
        var answer = await gaps.ReadAsync(shown, Selection.Target, Selection.PeriodAt(Now), ct);
        if (Selection.Chosen is null && answer is { IsTooMuch: false, Report.Trades.Count: 0 })
        {
            var today = Selection with { Chosen = GapSpan.Today };
            var instead = await gaps.ReadAsync(shown, today.Target, today.PeriodAt(Now), ct);
            if (instead.IsTooMuch || instead.Report.Trades.Count > 0) (Selection, answer) = (today, instead);
        }

        return new GapView(answer, Selection);
    }
}
