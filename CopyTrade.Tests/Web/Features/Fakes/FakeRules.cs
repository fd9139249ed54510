using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Web.Features.Fakes;

/// <summary>Rules over lists in memory, with what was wished.</summary>
internal sealed class FakeRules : IRulesQuery, IRuleLinesQuery, IRuleChanges, IPriceHistory, IMarketCatalog
{
    public List<RuleLine> Lines { get; } = [];

    public List<RuleEntry> Entries { get; } = [];

    public List<RuleExit> Exits { get; } = [];

    public List<PricePoint> Past { get; } = [];

    public List<string> Wishes { get; } = [];

    /// <summary>The rules that were to be moved, ended or answered.</summary>
    public List<RuleId> About { get; } = [];

    public RuleAttachment? Attachment { get; set; }

    /// <summary>Answered to the next wish instead of doing it.</summary>
    public string? Refusal { get; set; }

    /// <summary>A rule on the held position number <paramref name="n"/>.</summary>
    public RuleLine Add(int n, RuleKind kind, decimal? trigger, RuleStatus status = RuleStatus.Active, string? book = null, Guid? bracket = null, decimal? trailing = null, string? reason = null, string? exit = null, decimal sold = 0m)
    {
        var terms = new RuleTerms(kind, PageData.Condition(n), PageData.Token(n), trigger is { } price ? Price.Of(price) : null, trailing, ExitAction.SellAll.Instance) { Book = book };
        var rule = new TradeRule(new(Guid.Parse($"0a000000-0000-7000-8000-{Lines.Count + 1:d12}")), PageData.Tenant.Tenant, terms, bracket, status, 1, true, exit is null ? 0 : 1, PageData.MarketTitle(n), n % 3 == 0 ? "No" : "Yes", reason, PageData.Now.AddHours(-2), PageData.Now.AddHours(-1), exit is null ? null : PageData.Now.AddMinutes(-5));
        var line = new RuleLine(rule, exit, exit == "running" ? ExitWait.NoBids : null, Shares.Of(sold), exit == "done" ? Shares.Zero : null, status == RuleStatus.Active ? HoldReason.NotMet : null, PageData.Now.AddSeconds(-20), false);
        Lines.Add(line);
        return line;
    }

    public Task<IReadOnlyList<TradeRule>> ListAsync(TenantRef tenant, RuleStatus? status, int limit, int offset, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<TradeRule>>([.. Lines.Select(line => line.Rule).Where(rule => status is null || rule.Status == status)]);

    public Task<IReadOnlyList<TradeRule>> ListAfterAsync(TenantRef tenant, RuleStatus? status, RulePlace after, int limit, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<RuleEntry>> EventsAfterAsync(TenantRef tenant, RuleId? rule, RulePlace after, int limit, CancellationToken ct) => throw new NotSupportedException();

    Task<TradeRule?> IRulesQuery.FindAsync(TenantRef tenant, RuleId id, CancellationToken ct) => Task.FromResult(Lines.Find(line => line.Rule.Id == id)?.Rule);

    public Task<IReadOnlyList<RuleEntry>> EventsAsync(TenantRef tenant, RuleId? rule, int limit, int offset, CancellationToken ct) => Task.FromResult<IReadOnlyList<RuleEntry>>([.. Entries.Take(limit)]);

    public Task<IReadOnlyList<RuleExit>> ExitsAsync(TenantRef tenant, RuleId rule, CancellationToken ct) => Task.FromResult<IReadOnlyList<RuleExit>>([.. Exits]);

    public Task<RuleLinePage> PageAsync(TenantRef tenant, RuleStatus? status, int limit, int offset, CancellationToken ct) => Task.FromResult(new RuleLinePage(
        [.. Lines.Where(line => status is null || line.Rule.Status == status).Skip(offset).Take(limit)], Lines.GroupBy(line => line.Rule.Status).ToDictionary(group => group.Key, group => group.Count())));

    Task<RuleLine?> IRuleLinesQuery.FindAsync(TenantRef tenant, RuleId id, CancellationToken ct) => Task.FromResult(Lines.Find(line => line.Rule.Id == id));

    public Task<IReadOnlyList<RuleLine>> SiblingsAsync(TenantRef tenant, RuleId id, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<RuleLine>>([.. Lines.Where(line => line.Rule.Id != id && line.Rule.Bracket is { } bracket && bracket == Lines.Find(own => own.Rule.Id == id)?.Rule.Bracket)]);

    public Task<RuleAttachment?> AttachmentAsync(TenantRef tenant, OrderId order, CancellationToken ct) => Task.FromResult(Attachment);

    /// <summary>What making a rule waits for.</summary>
    public Task BeforeCreating { get; set; } = Task.CompletedTask;

    public async Task<RuleChange> CreateAsync(TenantRef tenant, RuleDraft draft, CancellationToken ct)
    {
        await BeforeCreating.WaitAsync(ct);
        return await WishAsync("make " + string.Join(" and ", draft.Terms.Select(terms => $"{terms.Kind} {terms.Trigger} {terms.TrailingPercent}".Trim())), [.. draft.Terms.Select(terms => Add(0, terms.Kind, terms.Trigger?.Value, trailing: terms.TrailingPercent).Rule)]);
    }

    public Task<RuleChange> MoveTriggerAsync(TenantRef tenant, RuleId id, Price trigger, CancellationToken ct) => WishAsync($"move to {trigger}", [], id);

    public Task<RuleChange> CancelAsync(TenantRef tenant, RuleId id, CancellationToken ct) => WishAsync("cancel", [], id);

    public Task<RuleChange> AnswerAsync(TenantRef tenant, RuleId id, bool approve, CancellationToken ct) => WishAsync(approve ? "approve" : "deny", [], id);

    public Task<IReadOnlyList<PricePoint>> ReadAsync(TokenId token, DateTimeOffset from, DateTimeOffset to, CancellationToken ct) => Task.FromResult<IReadOnlyList<PricePoint>>([.. Past]);

    Task<Market?> IMarketCatalog.FindAsync(ConditionId condition, TokenId token, CancellationToken ct) =>
        Task.FromResult<Market?>(new(condition, token, null, "Question", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, null, true, false, PageData.Now));

    public void Forget(TokenId token)
    {
    }

    private Task<RuleChange> WishAsync(string wish, IReadOnlyList<TradeRule> rules, RuleId? about = null)
    {
        if (about is { } id) About.Add(id);
        Wishes.Add(wish);
        return Task.FromResult<RuleChange>(Refusal is { } why ? new RuleChange.Refused("rule_limit", why) : new RuleChange.Done(rules));
    }
}
