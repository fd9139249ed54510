using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Targets.Leaving;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Targets.Leaving;

/// <summary>What a leaving is decided by, as it is committed now.</summary>
internal static class TargetExitFactsReader
{
    private static readonly TimeSpan Untold = TimeSpan.FromHours(1);

    private const string SituationSql = """
        select exists (select from copy_target where id = @Target and disabled_at is null) as is_followed,
               exists (select from trading_halt where id = @Halt and released_at is null) as is_halted,
               exists (select from trade_order where billing_account_id = @Tenant and book = @Book and status in ('pending', 'open', 'partial')) as has_orders
        """;

    // A rule whose hour went by without bids is no try: it is made again.
    private const string HoldingsSql = """
        with parts as (
          select h.condition_id, h.token_id, h.confirmed, h.outgoing, h.incoming, 0::numeric as elsewhere
            from book_holdings(@since) h where h.billing_account_id = @Tenant and h.book = @Book
          union all
          select l.condition_id, l.token_id, 0, 0, 0, l.remaining
            from lot l where l.billing_account_id = @Tenant and l.book = @Book and l.remaining > 0 and l.lies_elsewhere),
        held as (
          select condition_id, token_id, sum(confirmed) as confirmed, sum(outgoing) as outgoing, sum(incoming) as incoming, sum(elsewhere) as elsewhere from parts group by 1, 2),
        sales as (
          select s.token_id, s.at, r.status, r.changed_at, r.reason, x.is_selling, coalesce(x.sold, 0) > 0 as has_sold,
                 r.status in ('active', 'pending_approval') or coalesce(x.is_selling, false) as is_running
            from target_exit_sale s
            join trade_rule r on r.id = s.rule_id
            left join lateral (select bool_or(e.state = 'running') as is_selling, sum(e.sold) as sold from rule_exit e where e.rule_id = r.id) x on true
           where s.exit_id = @Id)
        select h.condition_id as Condition, h.token_id as Token, named.title, named.outcome, h.confirmed, h.outgoing, h.incoming, h.elsewhere,
               exists (select from market_resolution m where m.condition_id = h.condition_id) as is_resolved,
               coalesce((select bool_or(s.is_running) from sales s where s.token_id = h.token_id), false) as is_running,
               (select count(*) from sales s where s.token_id = h.token_id and not s.is_running and s.status <> 'expired')::int as tries,
               last.changed_at as sale_ended_at, coalesce(last.has_sold, false) as has_sold, last.reason
          from held h
          left join lateral (select s.* from sales s where s.token_id = h.token_id and not s.is_running order by s.at desc limit 1) last on true
          left join lateral (select o.title, o.outcome from trade_order o
                              where o.billing_account_id = @Tenant and o.book = @Book and o.condition_id = h.condition_id and o.token_id = h.token_id order by o.created_at desc limit 1) named on true
         where h.confirmed > 0 or h.outgoing > 0 or h.incoming > 0 or h.elsewhere > 0
         order by h.condition_id, h.token_id
        """;

    public static async Task<TargetExitFacts> ReadAsync(TenantScope scope, TenantRef tenant, TargetExitRow exit, DateTimeOffset now)
    {
        var (isFollowed, isHalted, hasOrders) = await scope.QuerySingleAsync<(bool, bool, bool)>(SituationSql, new { exit.Target, exit.Halt, tenant.Tenant, exit.Book });
        var held = await scope.QueryAsync<Row>(HoldingsSql, new { exit.Id, tenant.Tenant, exit.Book, since = (now - Untold).UtcDateTime });
        return new(exit.ToExit(), isFollowed, isHalted, hasOrders, [.. held.Select(row => row.ToHolding())], now);
    }

    private sealed class Row
    {
        public required ConditionId Condition { get; init; }

        public required TokenId Token { get; init; }

        public string? Title { get; init; }

        public string? Outcome { get; init; }

        public decimal Confirmed { get; init; }

        public decimal Outgoing { get; init; }

        public decimal Incoming { get; init; }

        public decimal Elsewhere { get; init; }

        public bool IsResolved { get; init; }

        public bool IsRunning { get; init; }

        public int Tries { get; init; }

        public DateTimeOffset? SaleEndedAt { get; init; }

        public bool HasSold { get; init; }

        public string? Reason { get; init; }

        public TargetExitHolding ToHolding() => new(
            Condition, Token, Title, Outcome, Shares.RoundDown(Confirmed), Shares.RoundDown(Outgoing), Shares.RoundDown(Incoming), Shares.RoundDown(Elsewhere), IsResolved,
            new(IsRunning, Tries, SaleEndedAt, HasSold, Reason));
    }
}
