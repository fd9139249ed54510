using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features.Rules;

/// <summary>One page of a tenant's rules with what the books say of them now.</summary>
public sealed class RuleListModel(
    IRuleLinesQuery rules,
    IRuleChanges wishes,
    IPositionsQuery positions,
    ITargetsQuery targets,
    IWalletQuery wallet,
    PositionPricer pricer,
    CurrentTenant tenants,
    IChangeFeed changes,
    TimeProvider clock,
    ILogger<RuleListModel> logger) : RulePageModel(wallet, tenants, changes, clock, logger)
{
    public const int PageSize = 25;

    /// <summary>Null for all.</summary>
    public RuleStatus? Status { get; private set; }

    /// <summary>From 1.</summary>
    public int Number { get; private set; } = 1;

    public Part<RuleLinePage> Page { get; } = new("your rules", clock: clock);

    public IReadOnlyList<RuleView> Rows { get; private set; } = [];

    public bool HasOlder => Page.Value is { } page && page.Total(Status) > Number * PageSize;

    private Dictionary<string, string> _names = [];

    protected override IReadOnlySet<ChangeKind> ShownKinds { get; } = new HashSet<ChangeKind> { ChangeKind.Rules, ChangeKind.Positions, ChangeKind.Wallet };

    /// <summary>Whose shares a rule sells.</summary>
    public string WhoseOf(TradeRule rule) => rule.Terms.Book is { } book ? "by " + _names.GetValueOrDefault(book, TargetNames.Gone) : "all of it";

    public async Task SelectAsync(RuleStatus? status, int number)
    {
        if ((status, number) == (Status, Number) && Page.Value is not null) return;
        if ((status, number) != (Status, Number)) Rows = [];
        (Status, Number) = (status, Math.Max(1, number));
        await LoadAsync();
    }

    public Task CancelAsync(RuleId rule) => WishAsync(tenant => wishes.CancelAsync(tenant, rule, Lasting));

    public Task AnswerAsync(RuleId rule, bool approve) => WishAsync(tenant => wishes.AnswerAsync(tenant, rule, approve, Lasting));

    protected override async Task ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await ReadWalletAsync(tenant, ct);
        await Page.ReadAsync(
            async () =>
            {
                _names = TargetNames.ByBook(await targets.ListAsync(tenant, ct));
                var page = await rules.PageAsync(tenant, Status, PageSize, (Number - 1) * PageSize, ct);
                Rows = await ViewsAsync(page.Lines, await positions.ListAsync(tenant, includeClosed: false, ct), ct);
                return page;
            },
            Logger,
            ct);
    }

    private async Task<IReadOnlyList<RuleView>> ViewsAsync(IReadOnlyList<RuleLine> lines, IReadOnlyList<PositionRow> held, CancellationToken ct)
    {
        var live = lines.Where(line => !line.Rule.Status.IsOver() && (line.Rule.Status != RuleStatus.Triggered || line.IsSelling)).Select(line => line.Rule.Terms.Token).Distinct().ToList();
        var quotes = await pricer.QuotesAsync(live, ct);
        return [.. lines.Select(line => quotes.TryGetValue(line.Rule.Terms.Token, out var quote) ? RuleView.Of(line, held, quote.Book, quote.WhyNot, lines) : RuleView.Of(line, held, null, null, lines))];
    }
}
