using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>
/// Tries a copied order once more that the venue refused for the market's tick or minimum (ADR 0030). The refusal has to be
/// certain: what was ever of unknown outcome is left alone. Found in the ledger, so that a host that died meanwhile loses none.
/// </summary>
public sealed partial class SecondTries(TenantScopes scopes, IMarketCatalog markets, OrderQueue queue, VenueSettings venue, ICrashPoints crash, TimeProvider clock, ILogger<SecondTries> logger)
{
    /// <summary>Which orders (o) may have one; it begins with the words of ix_trade_order_refused.</summary>
    internal const string MayBeTried = """
        o.status = 'error' and o.failure = 'rejected' and o.venue_error in ('invalid_price_or_tick', 'below_min_order_size') and o.origin = 'mirror' and o.second_of is null and o.matched_shares = 0
           and not exists (select from order_event e where e.order_id = o.id and e.kind in ('unknown', 'tried_again', 'not_tried_again'))
        """;

    /// <summary>How long a refusal is looked at: for as long as a copy is worth following.</summary>
    internal static TimeSpan Longest { get; } = TimeSpan.FromMinutes(10);

    private const string FindSql = $"""
        select o.* from trade_order o where o.billing_account_id = any(@tenants) and o.mode in (@mode, 'paper') and o.finished_at > @since and {MayBeTried} order by o.side desc, o.finished_at limit 100
        """;

    /// <summary>Returns how many were written.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        if (among.Count == 0) return 0;
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        var refused = await scopes.ReadManyAsync<OrderRow>(
            [.. among], FindSql, new { tenants = owners.Keys.Select(tenant => tenant.Value).ToArray(), mode = venue.Mode.ToText(), since = (clock.GetUtcNow() - Longest).UtcDateTime }, ct);
        var written = 0;
        foreach (var row in refused)
        {
            try
            {
                if (await TryAsync(owners[row.BillingAccountId], row, ct)) written++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.Broke(logger, row.Id, e);
            }
        }

        return written;
    }

    private async Task<bool> TryAsync(TenantRef tenant, OrderRow seen, CancellationToken ct)
    {
        var (market, isTold) = await ReadMarketAsync(seen, ct);
        var now = clock.GetUtcNow();
        // What nobody tells is asked for again, while the order is young enough.
        if (!isTold && now <= seen.ValidUntil) return false;
        var verdict = SecondTry.Of(seen.Intent, market, now);
        if (verdict is SecondTry.NotYet) return false;

        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        // Two statements: what another host wrote while this one waited for the row is seen by the second alone.
        await scope.ExecuteAsync("select from trade_order where id = @Id for update", new { seen.Id });
        if (await scope.QuerySingleOrDefaultAsync<OrderRow>($"select o.* from trade_order o where o.id = @Id and {MayBeTried}", new { seen.Id }) is not { } row) return false;
        if (verdict is SecondTry.Go go) return await WriteAsync(scope, tenant, row, go.Intent, now, ct);
        await NoteAsync(scope, OrderEventSql.Entry(row, "not_tried_again", now, [("reason", ((SecondTry.No)verdict).Reason)]));
        scope.Announce(ChangeKind.Orders, tenant.Tenant);
        await scope.CommitAsync();
        return false;
    }

    private async Task<(Market? Market, bool IsTold)> ReadMarketAsync(OrderRow seen, CancellationToken ct)
    {
        try
        {
            return (seen.IsSell ? await markets.FindToSellAsync(seen.ConditionId, seen.TokenId, ct) : await markets.FindAsync(seen.ConditionId, seen.TokenId, ct), true);
        }
        catch (VenueUnavailableException)
        {
            return (null, false);
        }
    }

    private async Task<bool> WriteAsync(TenantScope scope, TenantRef tenant, OrderRow row, OrderIntent intent, DateTimeOffset now, CancellationToken ct)
    {
        crash.Reach(CrashPoint.BeforeInsert);
        var (_, id, _) = (await OrderLedger.InsertAsync(scope, [(tenant, intent)], venue.Mode, now, ct))[0];
        await scope.ExecuteAsync("update trade_order set second_of = @first where id = @id and second_of is null", new { first = row.Id, id });
        await NoteAsync(
            scope,
            OrderEventSql.Entry(row, "tried_again", now, [("order", id.ToString()), ("limit", intent.Limit.ToString()), ("tick", intent.Tick.ToString())]),
            OrderEventSql.Entry(row with { Id = id }, "second_try", now, [("of", row.Id.ToString()), ("refusedFor", row.VenueError)]));
        scope.Announce(ChangeKind.Orders, tenant.Tenant);
        await scope.CommitAsync();
        crash.Reach(CrashPoint.AfterInsert);
        queue.Enqueue(tenant, id, row.Urgency);
        Log.Written(logger, row.Id, id, intent.Limit.Value);
        return true;
    }

    private static Task<int> NoteAsync(TenantScope scope, params EventWrite[] entries) => scope.ExecuteAsync(OrderEventSql.Insert, OrderEventSql.Written(entries));

    private static partial class Log
    {
        [LoggerMessage(EventId = 1473, Level = LogLevel.Error, Message = "A second try of order {OrderId} broke; it is looked at again.")]
        public static partial void Broke(ILogger logger, OrderId orderId, Exception exception);

        [LoggerMessage(EventId = 1474, Level = LogLevel.Information, Message = "Order {OrderId} was refused for its market's rules and is tried once more as {Second} at {Limit}.")]
        public static partial void Written(ILogger logger, OrderId orderId, OrderId second, decimal limit);
    }
}
