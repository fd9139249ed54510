using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

internal sealed class RuleLinesQuery(TenantScopes scopes) : IRuleLinesQuery
{
    private const string LinesSql = $"""
        select {RuleRow.Columns}, x.state as ExitState, x.waits_for, x.left_over, coalesce(s.sold, 0) as sold, v.outcome as Held, v.last_at as HeldAt,
               exists (select from rule_attachment a where a.billing_account_id = r.billing_account_id and a.rules @> array[r.id]) as IsOfCopy
          from trade_rule r
          left join lateral (select state, waits_for, left_over from rule_exit where rule_id = r.id order by number desc limit 1) x on true
          left join lateral (select sum(o.matched_shares) as sold from rule_exit y join rule_exit_order e on e.exit_id = y.id join trade_order o on o.id = e.order_id where y.rule_id = r.id) s on true
          left join lateral (select outcome, last_at from rule_evaluation where billing_account_id = r.billing_account_id and rule_id = r.id order by last_at desc limit 1) v on true
        """;

    private const string PageSql = $"""
        {LinesSql} where r.billing_account_id = @Tenant and (@status::text is null or r.status = @status)
         order by case r.status when 'pending_approval' then 0 when 'active' then 1 else 2 end, r.created_at desc, r.id desc limit @limit offset @offset
        """;

    private const string SiblingsSql = $"""
        {LinesSql} where r.billing_account_id = @Tenant and r.id <> @id and r.bracket_id = (select bracket_id from trade_rule where billing_account_id = @Tenant and id = @id)
         order by r.created_at, r.id
        """;

    public async Task<RuleLinePage> PageAsync(TenantRef tenant, RuleStatus? status, int limit, int offset, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var lines = await scope.QueryAsync<LineRow>(PageSql, new { tenant.Tenant, status = status?.ToText(), limit, offset });
        var counts = await scope.QueryAsync<CountRow>("select status, count(*)::int as Count from trade_rule where billing_account_id = @Tenant group by status", new { tenant.Tenant });
        return new([.. lines.Select(line => line.ToLine())], counts.ToDictionary(count => EnumText.Parse<RuleStatus>(count.Status), count => count.Count));
    }

    public async Task<RuleLine?> FindAsync(TenantRef tenant, RuleId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QuerySingleOrDefaultAsync<LineRow>($"{LinesSql} where r.billing_account_id = @Tenant and r.id = @id", new { tenant.Tenant, id }))?.ToLine();
    }

    public async Task<IReadOnlyList<RuleLine>> SiblingsAsync(TenantRef tenant, RuleId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<LineRow>(SiblingsSql, new { tenant.Tenant, id })).Select(line => line.ToLine())];
    }

    public async Task<RuleAttachment?> AttachmentAsync(TenantRef tenant, OrderId order, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var found = await scope.QuerySingleOrDefaultAsync<AttachmentRow>(
            "select rules, reason, entry_price as Entry, at from rule_attachment where billing_account_id = @Tenant and order_id = @order order by at desc limit 1", new { tenant.Tenant, order });
        if (found is null) return null;
        var rules = await scope.QueryAsync<RuleRow>(
            $"select {RuleRow.Columns} from trade_rule r where r.billing_account_id = @Tenant and r.id = any (@Rules) order by r.created_at, r.kind", new { tenant.Tenant, found.Rules });
        return new([.. rules.Select(rule => rule.ToRule())], found.Reason, found.Entry, found.At);
    }

    private sealed class LineRow : RuleRow
    {
        public string? ExitState { get; init; }

        public string? WaitsFor { get; init; }

        public Shares? LeftOver { get; init; }

        public Shares Sold { get; init; }

        public string? Held { get; init; }

        public DateTimeOffset? HeldAt { get; init; }

        public bool IsOfCopy { get; init; }

        public RuleLine ToLine() => new(
            ToRule(), ExitState, WaitsFor is null ? null : EnumText.Parse<ExitWait>(WaitsFor), Sold, LeftOver, EnumText.TryParse<HoldReason>(Held, out var held) ? held : null, HeldAt, IsOfCopy);
    }

    private sealed class CountRow
    {
        public string Status { get; init; } = "";

        public int Count { get; init; }
    }

    private sealed class AttachmentRow
    {
        public Guid[] Rules { get; init; } = [];

        public string? Reason { get; init; }

        public Price Entry { get; init; }

        public DateTimeOffset At { get; init; }
    }
}
