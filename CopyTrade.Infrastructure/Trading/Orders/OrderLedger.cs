using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Trading.Positions;
using Dapper;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>The way into the ledger of orders. Whoever asks commits the scope together with the reason for asking, and only then signals <see cref="OrderQueue"/>: insert before place.</summary>
public static class OrderLedger
{
    private const string InsertSql = """
        insert into trade_order (id, billing_account_id, idempotency_key, origin, book, condition_id, token_id, neg_risk, side, limit_price, shares,
                                 notional, tick_size, time_in_force, valid_until, title, outcome, resting_until, holds_place, replaces, waiting_for, mode, status, created_at)
        select w.*, @mode, 'pending', @now
          from unnest(@ids, @tenants, @keys, @origins, @books, @conditions, @tokens, @negRisks, @sides, @limits, @shares,
                      @notionals, @ticks, @timesInForce, @validUntils, @titles, @outcomes, @restingUntils::timestamptz[], @places, @replaced, @waits) w
            on conflict (billing_account_id, idempotency_key) do nothing
        returning id
        """;

    // A statement of its own: the row that made an insert give way may be younger than the snapshot of the insert.
    private const string FindSql = """
        select o.billing_account_id, o.idempotency_key, o.id
          from unnest(@tenants, @keys) w (tenant, key)
          join trade_order o on o.billing_account_id = w.tenant and o.idempotency_key = w.key
        """;

    /// <summary>Writes pending rows; an intent whose key is in the ledger already keeps its first row. Answers in the order asked; the same key twice in one call is one row.</summary>
    public static async Task<IReadOnlyList<(OrderIntent Intent, OrderId Id, bool Inserted)>> InsertAsync(
        TenantScope scope, IReadOnlyList<(TenantRef Tenant, OrderIntent Intent)> intents, VenueMode mode, DateTimeOffset now, CancellationToken ct)
    {
        if (intents.Count == 0) return [];
        var tenants = intents.Select(i => i.Tenant.Tenant.Value).ToArray();
        var keys = intents.Select(i => i.Intent.Key.Value).ToArray();
        var ids = intents.Select(_ => Guid.CreateVersion7(now)).ToArray();

        // The place of what is replaced is free before its successor takes it.
        OrderId[] replaced = [.. intents.Select(i => i.Intent.Replaces).OfType<OrderId>()];
        if (replaced.Length > 0) await OrderCancels.RequestAsync(scope, replaced, "replaced", now);
        var inserted = (await scope.Connection.QueryAsync<Guid>(new(InsertSql, Columns(intents, ids, tenants, keys, mode, now), scope.Transaction, cancellationToken: ct))).ToHashSet();
        if (inserted.Count > 0 && intents.Any(i => i.Intent is { ReduceOnly: true, Origin: OrderOrigin.Mirror })) await SellCoverSql.MarkUncoveredAsync(scope, [.. inserted]);
        var known = inserted.Count == ids.Length ? [] : await FindAsync(scope, tenants, keys, ct);
        return [.. intents.Select((asked, i) => inserted.Contains(ids[i])
            ? (asked.Intent, new OrderId(ids[i]), true)
            : (asked.Intent, new OrderId(known[(tenants[i], keys[i])]), false))];
    }

    private static async Task<Dictionary<(Guid, string), Guid>> FindAsync(TenantScope scope, Guid[] tenants, string[] keys, CancellationToken ct)
    {
        var rows = await scope.Connection.QueryAsync<(Guid Tenant, string Key, Guid Id)>(new(FindSql, new { tenants, keys }, scope.Transaction, cancellationToken: ct));
        return rows.DistinctBy(row => row.Id).ToDictionary(row => (row.Tenant, row.Key), row => row.Id);
    }

    private static object Columns(IReadOnlyList<(TenantRef Tenant, OrderIntent Intent)> intents, Guid[] ids, Guid[] tenants, string[] keys, VenueMode mode, DateTimeOffset now) => new
    {
        ids,
        tenants,
        keys,
        origins = Of(intents, i => i.Origin.ToText()),
        books = Of(intents, i => i.Book),
        conditions = Of(intents, i => i.Condition.Value),
        tokens = Of(intents, i => i.Token.Value),
        negRisks = Of(intents, i => i.NegRisk),
        sides = Of(intents, i => i.Side.ToText()),
        limits = Of(intents, i => i.Limit.Value),
        shares = Of(intents, i => i.Shares.Quantity),
        notionals = Of(intents, i => i.Notional.Amount),
        ticks = Of(intents, i => i.Tick.Value),
        timesInForce = Of(intents, i => i.TimeInForce.ToText()),
        validUntils = Of(intents, i => i.ValidUntil.UtcDateTime),
        titles = Of(intents, i => i.Title),
        outcomes = Of(intents, i => i.Outcome),
        restingUntils = Of(intents, i => Timestamps.Of(RestingOrders.UntilOf(i, now))),
        places = Of(intents, RestingOrders.TakesPlace),
        replaced = Of(intents, i => i.Replaces?.Value),
        waits = Of(intents, i => i.Replaces is null ? null : "replaced_order"),
        mode = mode.ToText(),
        now,
    };

    private static T[] Of<T>(IReadOnlyList<(TenantRef Tenant, OrderIntent Intent)> intents, Func<OrderIntent, T> column) => [.. intents.Select(i => column(i.Intent))];
}
