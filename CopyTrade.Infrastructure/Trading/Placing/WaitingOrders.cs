using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Trading.Orders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Lets go what waited: sales whose shares are final, successors whose predecessor is over. Before anything is signed an order may become smaller; after that never.</summary>
public sealed partial class WaitingOrders(IOrderStore store, OrderQueue queue, IOptions<TradingOptions> options, TimeProvider clock, ILogger<WaitingOrders> logger)
{
    /// <summary>Returns how many it let go or ended.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var done = 0;
        foreach (var (tenant, id) in await store.FindHeldBackAsync(tenants, ct))
        {
            try
            {
                if (await LookAsync(tenant, id, ct)) done++;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.LookBroke(logger, id, e);
            }
        }

        return done;
    }

    private async Task<bool> LookAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await using var session = await store.BeginAsync(tenant, ct);
        await session.TakeTradingTurnAsync();
        if (await session.LockAsync(id) is not { Status: "pending", WaitingFor: not null, CancelRequestedAt: null } row) return false;
        var now = clock.GetUtcNow();
        var next = await JudgeAsync(session, row, now) switch
        {
            WaitVerdict.Wait => null,
            WaitVerdict.Go => await GoAsync(session, row, now),
            WaitVerdict.Reduce reduce => await ReduceAsync(session, row, reduce, now),
            WaitVerdict.Drop drop => await DropAsync(session, row, drop.Reason, now),
            _ => throw new InvalidOperationException("A verdict is one of four."),
        };
        if (next is null) return false;
        await session.SaveAsync(next);
        session.AnnounceOrders();
        await session.CommitAsync();
        if (next.State == OrderStatus.Pending) queue.Enqueue(tenant, id, next.Urgency);
        return true;
    }

    private async Task<WaitVerdict> JudgeAsync(IOrderSession session, OrderRow row, DateTimeOffset now)
    {
        if (row.WaitingFor == "replaced_order")
        {
            // Past its validity it is let go, and ends as too old where every order does.
            if (row.ValidUntil < now) return new WaitVerdict.Go();
            var predecessor = await session.LockAsync(row.Replaces!.Value);
            return predecessor is null ? new WaitVerdict.Go() : WaitingOrder.OfSuccessor(row.Shares, predecessor.State, predecessor.MatchedShares);
        }

        var (free, coming, taken) = await session.CoverAsync(row, now);
        // A moment before its patience ends what is there can still be sold. A rule's exit has none: what is bought later it sells with its next try.
        var isPatienceOver = row.Origin == "rule" || row.ValidUntil.AddSeconds(options.Value.ExitPatienceSeconds - 10) < now;
        return WaitingOrder.OfSale(row.Shares, free, coming, isPatienceOver, othersSell: taken > 0m);
    }

    private static async Task<OrderRow> GoAsync(IOrderSession session, OrderRow row, DateTimeOffset now)
    {
        await session.AddEventAsync(row, "released", now, ("waitedFor", row.WaitingFor), ("shares", row.Shares.ToString()));
        return row with { WaitingFor = null };
    }

    private static async Task<OrderRow> ReduceAsync(IOrderSession session, OrderRow row, WaitVerdict.Reduce reduce, DateTimeOffset now)
    {
        await session.AddEventAsync(row, "reduced", now, ("waitedFor", row.WaitingFor), ("from", row.Shares.ToString()), ("to", reduce.To.ToString()), ("reason", reduce.Reason));
        return row with { WaitingFor = null, WantedShares = row.WantedShares ?? row.Shares, Shares = reduce.To, Notional = reduce.To.CostAt(row.LimitPrice) };
    }

    private static async Task<OrderRow> DropAsync(IOrderSession session, OrderRow row, string reason, DateTimeOffset now)
    {
        await session.AddEventAsync(row, "canceled", now, ("waitedFor", row.WaitingFor), ("reason", reason));
        return row.After(new OrderEvent.Canceled(), now)! with { WaitingFor = null };
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1467, Level = LogLevel.Error, Message = "Looking at the waiting order {OrderId} broke; it waits on.")]
        public static partial void LookBroke(ILogger logger, OrderId orderId, Exception exception);
    }
}
