using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Rules;

internal sealed class RulesQuery(TenantScopes scopes) : IRulesQuery
{
    private const string EventPrefix = "event-";

    private const string ListSql = $"""
        select {RuleRow.Columns} from trade_rule r
         where r.billing_account_id = @Tenant and (@status::text is null or r.status = @status) and (@at::timestamptz is null or (r.created_at, r.id) < (@at, @id::uuid))
         order by r.created_at desc, r.id desc limit @limit offset @offset
        """;

    private const string EventsSql = """
        select * from (
          select 'event-' || e.id as id, e.rule_id as rule, e.kind, e.at, e.price, e.trigger_price as trigger, e.data::text as data, null as summary, e.id as turn
            from rule_event e where e.billing_account_id = @Tenant and (@rule::uuid is null or e.rule_id = @rule)
          union all
          select 'seen-' || v.id, v.rule_id, null, v.last_at, null, null, '{}', v.summary::text, 0
            from rule_evaluation v where v.billing_account_id = @Tenant and (@rule::uuid is null or v.rule_id = @rule)) t
         where @at::timestamptz is null or (t.at, t.turn, t.id) < (@at, @turn::bigint, @id::text)
         order by t.at desc, t.turn desc, t.id desc limit @limit offset @offset
        """;

    private const string ExitsSql = """
        select x.number, x.price, x.trigger_price as trigger, x.state, x.waits_for, x.sold, x.left_over, x.reason, x.fired_at, x.ended_at,
               array(select e.order_id from rule_exit_order e where e.exit_id = x.id order by e.attempt, e.order_id) as orders
          from rule_exit x where x.billing_account_id = @Tenant and x.rule_id = @rule order by x.number desc
        """;

    public Task<IReadOnlyList<TradeRule>> ListAsync(TenantRef tenant, RuleStatus? status, int limit, int offset, CancellationToken ct) => ListAsync(tenant, status, null, limit, offset, ct);

    public Task<IReadOnlyList<TradeRule>> ListAfterAsync(TenantRef tenant, RuleStatus? status, RulePlace after, int limit, CancellationToken ct) => ListAsync(tenant, status, after, limit, 0, ct);

    public async Task<TradeRule?> FindAsync(TenantRef tenant, RuleId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return (await scope.QuerySingleOrDefaultAsync<RuleRow>($"select {RuleRow.Columns} from trade_rule r where r.billing_account_id = @Tenant and r.id = @id", new { tenant.Tenant, id }))?.ToRule();
    }

    public Task<IReadOnlyList<RuleEntry>> EventsAsync(TenantRef tenant, RuleId? rule, int limit, int offset, CancellationToken ct) => EventsAsync(tenant, rule, null, limit, offset, ct);

    public Task<IReadOnlyList<RuleEntry>> EventsAfterAsync(TenantRef tenant, RuleId? rule, RulePlace after, int limit, CancellationToken ct) => EventsAsync(tenant, rule, after, limit, 0, ct);

    public async Task<IReadOnlyList<RuleExit>> ExitsAsync(TenantRef tenant, RuleId rule, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<ExitRow>(ExitsSql, new { tenant.Tenant, rule })).Select(row => row.ToExit())];
    }

    private async Task<IReadOnlyList<TradeRule>> ListAsync(TenantRef tenant, RuleStatus? status, RulePlace? after, int limit, int offset, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<RuleRow>(ListSql, new { tenant.Tenant, status = status?.ToText(), at = after?.At, id = after?.Id, limit, offset })).Select(row => row.ToRule())];
    }

    private async Task<IReadOnlyList<RuleEntry>> EventsAsync(TenantRef tenant, RuleId? rule, RulePlace? after, int limit, int offset, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<EntryRow>(EventsSql, new { tenant.Tenant, rule, at = after?.At, id = after?.Id, turn = TurnOf(after), limit, offset })).Select(row => row.ToEntry())];
    }

    // Events of one moment stand in the order in which they were written; evaluations after them.
    private static long TurnOf(RulePlace? place) => place is not null && place.Id.StartsWith(EventPrefix, StringComparison.Ordinal) ? long.Parse(place.Id.AsSpan(EventPrefix.Length), CultureInfo.InvariantCulture) : 0;

    private sealed class EntryRow
    {
        public string Id { get; init; } = "";

        public RuleId Rule { get; init; }

        public string? Kind { get; init; }

        public DateTimeOffset At { get; init; }

        public Price? Price { get; init; }

        public Price? Trigger { get; init; }

        public string Data { get; init; } = "";

        public string? Summary { get; init; }

        public RuleEntry ToEntry()
        {
            var seen = Summary is null ? null : DomainJson.Read<EvaluationSummary>(Summary);
            return new(Id, Rule, Kind is null ? null : EnumText.Parse<RuleEventKind>(Kind), At, Price ?? seen?.Last.Price, Trigger ?? seen?.Last.Trigger, Data, seen);
        }
    }

    private sealed class ExitRow
    {
        public int Number { get; init; }

        public Price Price { get; init; }

        public Price Trigger { get; init; }

        public string State { get; init; } = "";

        public string? WaitsFor { get; init; }

        public Shares Sold { get; init; }

        public Shares? LeftOver { get; init; }

        public string? Reason { get; init; }

        public DateTimeOffset FiredAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public Guid[] Orders { get; init; } = [];

        public RuleExit ToExit() => new(Number, Price, Trigger, State, WaitsFor is null ? null : EnumText.Parse<ExitWait>(WaitsFor), Sold, LeftOver, Reason, FiredAt, EndedAt, [.. Orders.Select(order => new OrderId(order))]);
    }
}
