using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Rules;

/// <summary>One rule with everything that happened to it.</summary>
public sealed class RuleModel(
    IRuleLinesQuery lines,
    IRulesQuery rules,
    IRuleChanges wishes,
    IPositionsQuery positions,
    IOrderLinesQuery orders,
    IWalletQuery wallet,
    PositionPricer pricer,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<RuleModel> logger) : RulePageModel(wallet, tenants, changes, clock, logger)
{
    private const int EntriesAtOnce = 100;
    private const int MostEntries = 2_000;
    private const int MostOrdersOfAnExit = 20;

    public RuleId Id { get; set; }

    public Part<RuleView> Rule { get; } = new("the rule");

    public Part<IReadOnlyList<RuleEntry>> Entries { get; } = new("what happened", entries => entries.Count == 0);

    public Part<IReadOnlyList<RuleExitView>> Exits { get; } = new("the sales", exits => exits.Count == 0);

    public IReadOnlyList<RuleLine> Siblings { get; private set; } = [];

    /// <summary>The position that it guards, for another rule on it; null when there is none or it is of several books.</summary>
    public PositionRow? Position { get; private set; }

    public bool NotFound => Rule.State == Shared.LoadState.Empty;

    public bool HasMore => Entries.Value is { } read && read.Count >= _shown && _shown < MostEntries;

    private int _shown = EntriesAtOnce;

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Rules, ChangeKind.Positions, ChangeKind.Orders, ChangeKind.Wallet };

    public Task ShowMoreAsync()
    {
        _shown = Math.Min(_shown + EntriesAtOnce, MostEntries);
        return LoadAsync();
    }

    public Task CancelAsync() => WishAsync(tenant => wishes.CancelAsync(tenant, Id, Lasting));

    public Task AnswerAsync(bool approve) => WishAsync(tenant => wishes.AnswerAsync(tenant, Id, approve, Lasting));

    public Task MoveTriggerAsync(Price trigger) => WishAsync(tenant => wishes.MoveTriggerAsync(tenant, Id, trigger, Lasting));

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await Rule.FindAsync(() => ViewAsync(tenant, ct), Logger, ct);
        if (NotFound) return;
        await Entries.ReadAsync(() => rules.EventsAsync(tenant, Id, _shown, 0, ct), Logger, ct);
        await Exits.ReadAsync(() => ExitsAsync(tenant, ct), Logger, ct);
        await ReadWalletAsync(tenant, ct);
    }

    private async Task<RuleView?> ViewAsync(TenantRef tenant, CancellationToken ct)
    {
        if (await lines.FindAsync(tenant, Id, ct) is not { } line) return null;
        Siblings = await lines.SiblingsAsync(tenant, Id, ct);
        var terms = line.Rule.Terms;
        var held = await positions.ListAsync(tenant, includeClosed: false, ct);
        Position = held.Where(row => row.Holder is null && row.Token == terms.Token && (terms.Book is null || row.Book == terms.Book) && row.Shares > Shares.Zero).ToList() is [var one] ? one : null;
        var quote = line.Rule.Status.IsOver() ? null : (await pricer.QuotesAsync([terms.Token], ct))[terms.Token];
        return RuleView.Of(line, held, quote?.Book, quote?.WhyNot, Siblings);
    }

    private async Task<IReadOnlyList<RuleExitView>> ExitsAsync(TenantRef tenant, CancellationToken ct)
    {
        var views = new List<RuleExitView>();
        foreach (var exit in await rules.ExitsAsync(tenant, Id, ct))
        {
            var sold = new List<OrderLine>();
            foreach (var order in exit.Orders.Take(MostOrdersOfAnExit))
            {
                if (await orders.FindAsync(tenant, order, ct) is { } dossier) sold.Add(dossier.Line);
            }

            views.Add(new(exit, sold));
        }

        return views;
    }
}
