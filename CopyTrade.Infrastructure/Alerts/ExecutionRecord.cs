using System.Globalization;
using System.Text.Json;
using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using JobOutcome = CopyTrade.Domain.Alerts.JobOutcome;   // recurring jobs have another

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Executions of alerts: written with their orders, ended when these are final (R4.18).</summary>
internal sealed class ExecutionRecord(TenantScopes scopes, TimeProvider clock)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private const string SubmittedSql = """
        insert into execution_attempt (id, billing_account_id, alert_id, job_id, order_id, status, request, started_at)
        values (@id, @tenant, @alert, @job, @order, 'submitted', @request::jsonb, @now)
            on conflict do nothing
        """;

    private const string RefusedSql = """
        insert into execution_attempt (id, billing_account_id, alert_id, job_id, status, request, error, started_at, ended_at)
        values (@id, @tenant, @alert, @job, 'failed', @request::jsonb, @error, @now, @now)
        """;

    private const string OrdersSql = $"""
        select x.id, x.status, o.status as order_status, o.matched_shares, o.failure, o.failure_detail, o.venue_error, o.venue_order_id, o.limit_price,
               coalesce(f.confirmed, 0) as confirmed, coalesce(f.failed, 0) as failed, f.transaction_hash
          from execution_attempt x join trade_order o on o.id = x.order_id
          left join lateral ({ExecutionsQuery.FillsSql}) f on true
         where x.alert_id = @alert and x.billing_account_id = @tenant order by x.id
        """;

    private const string EndSql = "update execution_attempt set status = @status, response = @response::jsonb, error = @error, ended_at = @now where id = @id and status = 'submitted'";

    public static Task SubmittedAsync(TenantScope scope, HarnessJob job, Guid alert, OrderIntent intent, OrderId order, DateTimeOffset now) => scope.ExecuteAsync(SubmittedSql, new
    {
        id = Guid.CreateVersion7(now),
        tenant = job.Tenant.Tenant,
        alert,
        job = job.Id,
        order,
        request = JsonSerializer.Serialize(new { marketId = intent.Condition.Value, tokenId = intent.Token.Value, side = intent.Side.ToText().ToUpperInvariant(), shares = intent.Shares.Quantity, limitPrice = intent.Limit.Value, intent.Book }, JsonSerializerOptions.Web),
        now,
    });

    public static Task RefusedAsync(TenantScope scope, HarnessJob job, Guid alert, string request, string reason, DateTimeOffset now) =>
        scope.ExecuteAsync(RefusedSql, new { id = Guid.CreateVersion7(now), tenant = job.Tenant.Tenant, alert, job = job.Id, request, error = reason, now });

    /// <summary>Looks at the orders that the job's alert has; null when it has none.</summary>
    public async Task<JobOutcome?> FollowAsync(HarnessJob job, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([job.Tenant], ct);
        var rows = await scope.QueryAsync<Row>(OrdersSql, new { alert = job.AlertId, tenant = job.Tenant.Tenant });
        if (rows.Count == 0) return null;
        foreach (var row in rows.Where(row => row is { Status: "submitted", Stage: not ExecutionStatus.Submitted })) await EndAsync(scope, row);
        await scope.CommitAsync();
        if (rows.Any(row => row.Stage == ExecutionStatus.Submitted)) return new JobOutcome.Underway(Look);
        var done = rows.Where(row => row.Stage == ExecutionStatus.Confirmed).ToList();
        return done.Count > 0
            ? new JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $"{done.Sum(row => row.Confirmed):0.00####} shares are traded and final on chain."))
            : new JobOutcome.Hopeless(rows[^1].Problem);
    }

    private Task<int> EndAsync(TenantScope scope, Row row) => scope.ExecuteAsync(EndSql, new
    {
        id = row.Id,
        status = row.Stage.ToText(),
        response = JsonSerializer.Serialize(new { status = row.OrderStatus.ToUpperInvariant(), matchedShares = row.MatchedShares, confirmedShares = row.Confirmed, orderId = row.VenueOrderId, transactionHash = row.TransactionHash, venueError = row.VenueError }, JsonSerializerOptions.Web),
        error = row.Stage == ExecutionStatus.Failed ? row.Problem : null,
        now = clock.GetUtcNow(),
    });

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string Status { get; init; } = "";

        public string OrderStatus { get; init; } = "";

        public decimal MatchedShares { get; init; }

        public decimal Confirmed { get; init; }

        public decimal Failed { get; init; }

        public string? Failure { get; init; }

        public string? FailureDetail { get; init; }

        public string? VenueError { get; init; }

        public string? VenueOrderId { get; init; }

        public string? TransactionHash { get; init; }

        public ExecutionStatus Stage => new ExecutionProgress(EnumText.Parse<OrderStatus>(OrderStatus), Shares.RoundDown(MatchedShares), Shares.RoundDown(Confirmed), Shares.RoundDown(Failed)).Stage;

        public string Problem => FailureDetail ?? Failure ?? (MatchedShares > 0m ? "What was matched failed on chain." : "Nobody took it at this price.");
    }
}
