using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Simulation;

/// <summary>Each account is read in a scope of its own: not even this report has both in one query.</summary>
internal sealed class CopyComparisonQuery(TenantScopes scopes) : ICopyComparisonQuery
{
    private const int Most = 500;

    private const string Sql = $$"""
        select d.fill_id, coalesce(f.title, o.title) as title, d.decided_at, d.outcome as decision, d.reason,
               ((d.input -> 'target') - '{id,tenant,key,label,created_at,disabled_at}'::text[])::text as rules,
               ((d.input -> 'snapshot') - 'already_decided')::text as situation,
               ((d.input -> 'market') - 'read_at')::text as market,
               o.limit_price, o.shares as asked, o.status, coalesce(o.failure_detail, o.failure) as refusal,
               coalesce(m.shares, 0) as matched, coalesce(m.dollars, 0) as dollars, m.fee, coalesce(m.voided, 0) as voided, m.formula,
               f.side = 'buy' as is_buy, coalesce(p.book_read_at, o.accepted_at) as met_book_at, m.settled_at
          from copy_decision d
          join observed_fill f on f.fill_id = d.fill_id
          {{DecidedOrderSql.Join}}
          left join paper_order p on p.venue_order_id = o.venue_order_id
          left join lateral (
            select sum(x.shares) filter (where x.settlement <> 'failed') as shares,
                   sum(x.shares * x.price) filter (where x.settlement <> 'failed') as dollars,
                   case when bool_or(x.fee is null and x.settlement <> 'failed') then null else sum(x.fee) filter (where x.settlement <> 'failed') end as fee,
                   sum(x.shares) filter (where x.settlement = 'failed') as voided,
                   case when bool_and(x.settlement in ('confirmed', 'failed')) then max(x.settled_at) end as settled_at,
                   sum(round(x.shares * (d.input -> 'market' ->> 'fee_rate')::numeric * power(x.price * (1 - x.price), (d.input -> 'market' ->> 'fee_exponent')::int), 5))
                     filter (where x.settlement <> 'failed' and x.is_taker) as formula
              from order_fill x where x.order_id = o.id) m on true
         where d.billing_account_id = @Tenant and d.decided_at >= @since
         order by d.decided_at desc limit @limit
        """;

    public async Task<IReadOnlyList<ComparedCopy>> ReadAsync(TenantRef paper, TenantRef live, DateTimeOffset since, int limit, CancellationToken ct)
    {
        limit = Math.Clamp(limit, 1, Most);
        var (simulated, real) = (await SideAsync(paper, since, limit, ct), await SideAsync(live, since, limit, ct));
        // A page that is full ends somewhere: what is older than the younger of both ends is not on both.
        var from = new[] { simulated, real }.Where(side => side.Count == limit).Select(side => side.Values.Min(row => row.DecidedAt)).DefaultIfEmpty(since).Max();
        return [.. simulated.Keys.Union(real.Keys)
            .Select(fill => (Fill: fill, Paper: simulated.GetValueOrDefault(fill), Live: real.GetValueOrDefault(fill)))
            .Where(row => (row.Paper ?? row.Live)!.DecidedAt >= from)
            .OrderByDescending(row => (row.Paper ?? row.Live)!.DecidedAt)
            .Select(row => CopyComparison.Of(row.Fill, row.Paper?.Title ?? row.Live?.Title, row.Paper?.ToSide(), row.Live?.ToSide()))];
    }

    private async Task<IReadOnlyDictionary<string, Row>> SideAsync(TenantRef account, DateTimeOffset since, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(account, ct);
        // The same wallet cannot be followed twice in an account, so a trade has one decision.
        return (await scope.QueryAsync<Row>(Sql, new { account.Tenant, since, limit })).ToDictionary(row => row.FillId);
    }

    private sealed class Row
    {
        public required string FillId { get; init; }

        public string? Title { get; init; }

        public DateTimeOffset DecidedAt { get; init; }

        public required string Decision { get; init; }

        public required string Reason { get; init; }

        public string? Rules { get; init; }

        public string? Situation { get; init; }

        public string? Market { get; init; }

        public Price? LimitPrice { get; init; }

        public Shares? Asked { get; init; }

        public string? Status { get; init; }

        public string? Refusal { get; init; }

        public Shares Matched { get; init; }

        public decimal Dollars { get; init; }

        public Usdc? Fee { get; init; }

        public Shares Voided { get; init; }

        public decimal? Formula { get; init; }

        public bool IsBuy { get; init; }

        public DateTimeOffset? MetBookAt { get; init; }

        public DateTimeOffset? SettledAt { get; init; }

        // A cancelled order has no refusal: failure belongs to errors only.
        public ComparedSide ToSide() => new(
            DecidedAt, Decision, Reason, Rules ?? "", Situation ?? "", Market ?? "", LimitPrice, Asked, Status, Status == "error" ? Refusal ?? "refused" : null, Matched, Dollars, Fee, Voided,
            Formula is { } formula ? Usdc.RoundDown(formula) : Matched > Shares.Zero ? Usdc.Zero : null, IsBuy, MetBookAt, SettledAt);
    }
}
