using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>The statements of <see cref="PostgresOrderBatch"/>.</summary>
internal static class OrderBatchSql
{
    // Only what a batch does not foresee can make it wait (somebody holds a row that one of its rows names). Its orders then go one by one.
    private const string PatienceSql = "set local lock_timeout = '250ms';\n";

    // Nobody waits for a turn here, so no order of taking them can stand still; it is a fixed one all the same.
    private const string TurnsSql = """
        select t.tenant from unnest(@tenants) with ordinality as t (tenant, n)
         where pg_try_advisory_xact_lock(hashtextextended('trading ' || t.tenant::text, 0)) order by t.n;

        """;

    // A statement after that of the turns: it sees what was committed before they were taken.
    private const string OrdersSql = "select * from trade_order where id = any(@ids) and billing_account_id = any(@tenants) order by id for update skip locked;\n";

    /// <summary>Takes <c>@tenants</c> and <c>@ids</c>.</summary>
    public const string RecordingSql = PatienceSql + OrdersSql;

    /// <summary>Takes what <see cref="AuthorizationReader.ManySql"/> and <see cref="SellCoverSql.LeftSql"/> take as well.</summary>
    public const string PlacingSql = PatienceSql + TurnsSql + OrdersSql + AuthorizationReader.ManySql + SellCoverSql.LeftSql;

    /// <summary>Takes what <see cref="Written"/> gives; the columns are those of <see cref="OrderRows.SaveSql"/>.</summary>
    public const string SaveSql = """
        update trade_order o
           set status = w.status, connection_id = w.connection_id, authorised_at = w.authorised_at, signed_body = w.signed_body, venue_order_id = w.venue_order_id,
               submitted_at = w.submitted_at, attempts = w.attempts, retry_at = w.retry_at, unknown_since = w.unknown_since, unknown_cause = w.unknown_cause,
               accepted_at = w.accepted_at, matched_shares = w.matched_shares, failure = w.failure, failure_detail = w.failure_detail, venue_error = w.venue_error,
               synced_at = w.synced_at, finished_at = w.finished_at, waiting_for = w.waiting_for, wanted_shares = w.wanted_shares, shares = w.shares, notional = w.notional
          from unnest(@rowIds, @rowTenants, @statuses, @connections, @authorised::timestamptz[], @bodies, @venueIds, @submitted::timestamptz[], @attempts, @retries::timestamptz[],
                      @unknowns::timestamptz[], @unknownCauses, @accepted::timestamptz[], @matched, @failures, @failureDetails, @venueErrors, @synced::timestamptz[],
                      @finished::timestamptz[], @waits, @wanted, @shares, @notionals)
               as w (id, tenant, status, connection_id, authorised_at, signed_body, venue_order_id, submitted_at, attempts, retry_at,
                     unknown_since, unknown_cause, accepted_at, matched_shares, failure, failure_detail, venue_error, synced_at,
                     finished_at, waiting_for, wanted_shares, shares, notional)
         where o.id = w.id and o.billing_account_id = w.tenant;
        """;

    public static object Written(IReadOnlyList<OrderRow> rows)
    {
        T[] Column<T>(Func<OrderRow, T> of) => [.. rows.Select(of)];
        return new
        {
            rowIds = Column(row => row.Id.Value), rowTenants = Column(row => row.BillingAccountId.Value), statuses = Column(row => row.Status), connections = Column(row => row.ConnectionId?.Value),
            authorised = Column(row => Timestamps.Of(row.AuthorisedAt)), bodies = Column(row => row.SignedBody), venueIds = Column(row => row.VenueOrderId?.Value), submitted = Column(row => Timestamps.Of(row.SubmittedAt)),
            attempts = Column(row => row.Attempts), retries = Column(row => Timestamps.Of(row.RetryAt)), unknowns = Column(row => Timestamps.Of(row.UnknownSince)), unknownCauses = Column(row => row.UnknownCause),
            accepted = Column(row => Timestamps.Of(row.AcceptedAt)), matched = Column(row => row.MatchedShares.Quantity), failures = Column(row => row.Failure), failureDetails = Column(row => row.FailureDetail),
            venueErrors = Column(row => row.VenueError), synced = Column(row => Timestamps.Of(row.SyncedAt)), finished = Column(row => Timestamps.Of(row.FinishedAt)), waits = Column(row => row.WaitingFor),
            wanted = Column(row => row.WantedShares?.Quantity), shares = Column(row => row.Shares.Quantity), notionals = Column(row => row.Notional.Amount),
        };
    }
}
