using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Executions of alerts are stored as such; exits of rules are read from where they are.</summary>
internal sealed class ExecutionsQuery(TenantScopes scopes) : IExecutionsQuery
{
    private const string ListSql = $"""
        select t.*, o.status as order_status, coalesce(o.matched_shares, 0) as matched_shares, o.venue_order_id, o.failure, o.failure_detail, coalesce(f.confirmed, 0) as confirmed, coalesce(f.failed, 0) as failed, f.transaction_hash, o.finished_at,
               o.title, o.outcome, o.side, f.average
          from (
            select x.id, x.alert_id, null::uuid as rule_id, x.order_id, x.status, x.request::text as request, x.response::text as response, x.error, x.started_at, x.ended_at
              from execution_attempt x where x.billing_account_id = @Tenant and @rule::uuid is null and (@alert::uuid is null or x.alert_id = @alert) and (@before::uuid is null or x.id < @before)
            union all
            select e.order_id, null, r.rule_id, e.order_id, null, jsonb_build_object('exit', r.number, 'attempt', e.attempt, 'triggerPrice', r.trigger_price)::text, null, null, o.created_at, null
              from rule_exit_order e join rule_exit r on r.id = e.exit_id join trade_order o on o.id = e.order_id
             where e.billing_account_id = @Tenant and @alert::uuid is null and (@rule::uuid is null or r.rule_id = @rule) and (@before::uuid is null or e.order_id < @before)
             order by id desc limit @limit) t
          left join trade_order o on o.id = t.order_id
          left join lateral ({FillsSql}) f on true
         order by t.id desc
        """;

    /// <summary>What became of the matches of an order (o).</summary>
    public const string FillsSql = """
        select sum(f.shares * f.price) filter (where f.settlement <> 'failed') / nullif(sum(f.shares) filter (where f.settlement <> 'failed'), 0) as average,
               sum(f.shares) filter (where f.settlement = 'confirmed') as confirmed, sum(f.shares) filter (where f.settlement = 'failed') as failed,
               (array_agg(f.transaction_hash order by f.matched_at desc) filter (where f.transaction_hash is not null))[1] as transaction_hash
          from order_fill f where f.order_id = o.id
        """;

    public async Task<IReadOnlyList<Execution>> ListAsync(TenantRef tenant, Guid? alert, Guid? rule, Guid? before, int limit, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return [.. (await scope.QueryAsync<Row>(ListSql, new { tenant.Tenant, alert, rule, before, limit })).Select(row => row.ToExecution())];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public Guid? AlertId { get; init; }

        public Guid? RuleId { get; init; }

        public Guid? OrderId { get; init; }

        public string? Status { get; init; }

        public string Request { get; init; } = "";

        public string? Response { get; init; }

        public string? Error { get; init; }

        public DateTimeOffset StartedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public string? OrderStatus { get; init; }

        public decimal MatchedShares { get; init; }

        public decimal Confirmed { get; init; }

        public decimal Failed { get; init; }

        public string? VenueOrderId { get; init; }

        public string? TransactionHash { get; init; }

        public string? Failure { get; init; }

        public string? FailureDetail { get; init; }

        public DateTimeOffset? FinishedAt { get; init; }

        public string? Title { get; init; }

        public string? Outcome { get; init; }

        public string? Side { get; init; }

        public decimal? Average { get; init; }

        public Execution ToExecution()
        {
            var stage = Status is not null ? EnumText.Parse<ExecutionStatus>(Status)
                : new ExecutionProgress(EnumText.Parse<OrderStatus>(OrderStatus!), Shares.RoundDown(MatchedShares), Shares.RoundDown(Confirmed), Shares.RoundDown(Failed)).Stage;
            var ended = EndedAt ?? (stage == ExecutionStatus.Submitted ? null : FinishedAt);
            return new(
                Id, AlertId, RuleId, OrderId is { } order ? new OrderId(order) : null, stage, Request, Response, VenueOrderId, TransactionHash, Shares.RoundDown(MatchedShares),
                Error ?? (stage == ExecutionStatus.Failed ? FailureDetail ?? Failure : null), StartedAt, ended)
            {
                Title = Title, Outcome = Outcome, Side = Side is null ? null : EnumText.Parse<OrderSide>(Side), Average = Average is { } price ? Price.Of(decimal.Round(price, Price.Decimals)) : null,
            };
        }
    }
}
