using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading;

/// <summary>Lets go what waited: sales whose shares are final, successors whose predecessor is over. Before anything is signed an order may become smaller; after that never.</summary>
public sealed partial class WaitingOrders(TenantScopes scopes, OrderQueue queue, IOptions<TradingOptions> options, TimeProvider clock, ILogger<WaitingOrders> logger)
{
    private const string FindSql = """
        select id, billing_account_id as tenant from trade_order
         where billing_account_id = any(@tenants) and status = 'pending' and waiting_for is not null and cancel_requested_at is null
         order by side desc, created_at
        """;

    /// <summary>Returns how many it let go or ended.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var owners = tenants.ToDictionary(tenant => tenant.Tenant.Value);
        var waiting = await scopes.ReadManyAsync<(Guid Id, Guid Tenant)>(tenants, FindSql, new { tenants = owners.Keys.ToArray() }, ct);
        var done = 0;
        foreach (var (id, tenant) in waiting)
        {
            try
            {
                if (await LookAsync(owners[tenant], new OrderId(id), ct)) done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.LookBroke(logger, new OrderId(id), e);
            }
        }

        return done;
    }

    private async Task<bool> LookAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await OrderRows.TakeTradingTurnAsync(scope, tenant);
        if (await OrderRows.LockAsync(scope, id) is not { Status: "pending", WaitingFor: not null, CancelRequestedAt: null } row) return false;
        var now = clock.GetUtcNow();
        var next = await JudgeAsync(scope, row, now) switch
        {
            WaitVerdict.Wait => null,
            WaitVerdict.Go => await GoAsync(scope, row, now),
            WaitVerdict.Reduce reduce => await ReduceAsync(scope, row, reduce, now),
            WaitVerdict.Drop drop => await DropAsync(scope, row, drop.Reason, now),
            _ => throw new InvalidOperationException("A verdict is one of four."),
        };
        if (next is null) return false;
        await OrderRows.SaveAsync(scope, next);
        await scope.NotifyAsync(ChangeKind.Orders, tenant.Tenant);
        await scope.CommitAsync();
        if (next.State == OrderStatus.Pending) queue.Enqueue(tenant, id, next.Urgency);
        return true;
    }

    private async Task<WaitVerdict> JudgeAsync(TenantScope scope, OrderRow row, DateTimeOffset now)
    {
        if (row.WaitingFor == "replaced_order")
        {
            // Past its validity it is let go, and ends as too old where every order does.
            if (row.ValidUntil < now) return new WaitVerdict.Go();
            var predecessor = await OrderRows.LockAsync(scope, row.Replaces!.Value);
            return predecessor is null ? new WaitVerdict.Go() : WaitingOrder.OfSuccessor(row.Shares, predecessor.State, predecessor.MatchedShares);
        }

        var (free, coming) = await SellCoverSql.ReadAsync(scope, row.Id.Value, now);
        // A moment before its patience ends what is there can still be sold.
        return WaitingOrder.OfSale(row.Shares, free, coming, row.ValidUntil.AddSeconds(options.Value.ExitPatienceSeconds - 10) < now);
    }

    private static async Task<OrderRow> GoAsync(TenantScope scope, OrderRow row, DateTimeOffset now)
    {
        await OrderRows.AddEventAsync(scope, row, "released", now, ("waitedFor", row.WaitingFor), ("shares", row.Shares.ToString()));
        return row with { WaitingFor = null };
    }

    private static async Task<OrderRow> ReduceAsync(TenantScope scope, OrderRow row, WaitVerdict.Reduce reduce, DateTimeOffset now)
    {
        await OrderRows.AddEventAsync(scope, row, "reduced", now, ("waitedFor", row.WaitingFor), ("from", row.Shares.ToString()), ("to", reduce.To.ToString()), ("reason", reduce.Reason));
        return row with { WaitingFor = null, WantedShares = row.WantedShares ?? row.Shares, Shares = reduce.To, Notional = reduce.To.CostAt(row.LimitPrice) };
    }

    private static async Task<OrderRow> DropAsync(TenantScope scope, OrderRow row, string reason, DateTimeOffset now)
    {
        await OrderRows.AddEventAsync(scope, row, "canceled", now, ("waitedFor", row.WaitingFor), ("reason", reason));
        return row.After(new OrderEvent.Canceled(), now)! with { WaitingFor = null };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1455, Level = LogLevel.Error, Message = "Looking at the waiting order {OrderId} broke; it waits on.")]
        public static partial void LookBroke(ILogger logger, OrderId orderId, Exception exception);
    }
}
