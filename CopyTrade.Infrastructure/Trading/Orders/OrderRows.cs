using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>Reading, locking and writing rows of the ledger.</summary>
internal static class OrderRows
{
    /// <summary>Takes <c>@Tenant</c>; gives one row.</summary>
    public const string TradingTurnSql = "select pg_advisory_xact_lock(hashtextextended('trading ' || @Tenant::text, 0))::text;\n";

    /// <summary>Takes <c>@Tenant</c>; gives one row.</summary>
    public const string SettlementTurnSql = "select pg_advisory_xact_lock(hashtextextended('settlement ' || @Tenant::text, 0))::text;\n";

    public const string LockSql = "select * from trade_order where id = @id for update";

    public const string LockByVenueIdSql = "select * from trade_order where venue_order_id = @id for update";

    /// <summary>Takes what <see cref="Written"/> gives.</summary>
    public const string SaveSql = """
        update trade_order
           set status = @Status, connection_id = @ConnectionId, authorised_at = @AuthorisedAt, signed_body = @SignedBody, venue_order_id = @VenueOrderId,
               submitted_at = @SubmittedAt, attempts = @Attempts, retry_at = @RetryAt, unknown_since = @UnknownSince, unknown_cause = @UnknownCause,
               accepted_at = @AcceptedAt, matched_shares = @MatchedShares, failure = @Failure, failure_detail = @FailureDetail, venue_error = @VenueError,
               synced_at = @SyncedAt, finished_at = @FinishedAt, waiting_for = @WaitingFor, wanted_shares = @WantedShares, shares = @Shares, notional = @Notional
         where id = @Id;
        """;

    public static Task TakeSettlementTurnAsync(TenantScope scope, TenantRef tenant) =>
        scope.ExecuteAsync(SettlementTurnSql, new { tenant.Tenant });

    public static Task<OrderRow?> LockAsync(TenantScope scope, OrderId id) =>
        scope.QuerySingleOrDefaultAsync<OrderRow>(LockSql, new { id });

    public static object Written(OrderRow row) => new
    {
        row.Id, row.Status, row.ConnectionId, row.AuthorisedAt, row.SignedBody, row.VenueOrderId, row.SubmittedAt, row.Attempts, row.RetryAt, row.UnknownSince, row.UnknownCause,
        row.AcceptedAt, row.MatchedShares, row.Failure, row.FailureDetail, row.VenueError, row.SyncedAt, row.FinishedAt, row.WaitingFor, row.WantedShares, row.Shares, row.Notional,
    };

    public static Task AddEventAsync(TenantScope scope, OrderRow row, string kind, DateTimeOffset at, params (string Name, string? Value)[] values) => scope.ExecuteAsync(
        "insert into order_event (billing_account_id, order_id, kind, detail, at) values (@BillingAccountId, @Id, @kind, @detail::jsonb, @at)",
        new { row.BillingAccountId, row.Id, kind, at, detail = JsonSerializer.Serialize(values.Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value)) });

    public static Task<DateTimeOffset> LastSentAsync(TenantScope scope, OrderRow row) => scope.QuerySingleAsync<DateTimeOffset>(
        "select coalesce(max(at), @SubmittedAt) from order_event where order_id = @Id and kind = 'submitted'", new { row.Id, row.SubmittedAt });
}
