using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>
/// The only one who decides what became of bytes that may have been sent. It asks the venue by order hash: found is
/// found; not found may be sent again, the same bytes, while the order is worth following; not found a minute after
/// the last send, with no send left, was never accepted. What a process left behind when it ended comes here too.
/// </summary>
public sealed partial class UnknownOrderResolver(
    IOrderStore store, OrderPreparation preparation, OrderSender sender, OrderOutcomes outcomes, IVenueGateway gateway, IVenueCredentials credentials,
    VenueSettings venue, IOptions<TradingOptions> options, TimeProvider clock, ILogger<UnknownOrderResolver> logger)
{
    private const int AtOnce = 8;

    // A send that is still running has no outcome either; only after this long without one has its process surely gone.
    private static readonly TimeSpan LongestSend = TimeSpan.FromSeconds(20);

    /// <summary>Looks at every order of these tenants whose outcome is not known; returns how many there were. One that cannot be resolved does not keep the others waiting.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct)
    {
        if (tenants.Count == 0) return 0;
        var orders = await FindAsync(tenants, ct);
        await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (order, token) =>
        {
            try
            {
                await ResolveAsync(order.Tenant, order.Order, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.ResolvingBroke(logger, order.Order, e);
            }
        });
        return orders.Count;
    }

    internal Task<IReadOnlyList<(TenantRef Tenant, OrderId Order)>> FindAsync(IReadOnlyCollection<TenantRef> tenants, CancellationToken ct) =>
        store.FindUnknownAsync(tenants, venue.Mode, clock.GetUtcNow() - LongestSend, ct);

    /// <summary>One look at one order; does nothing for an order that is no riddle (any more).</summary>
    internal async Task ResolveAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        if (await ReadAsync(tenant, id, ct) is not (OrderRow row, var lastSent)) return;
        if (await credentials.GetAsync(tenant, row.ConnectionId!.Value, ct) is not { } login) return;
        switch (await gateway.FindOrderAsync(login, row.VenueOrderId!, ct))
        {
            case OrderLookup.Found found:
                await outcomes.RecordAsync(tenant, id, found);
                break;
            case OrderLookup.NotFound:
                await NotFoundAsync(tenant, row, lastSent, ct);
                break;
            case OrderLookup.Unavailable unavailable:
                Log.VenueSilent(logger, id, unavailable.Cause);
                break;
        }
    }

    /// <summary>Marks what a process left behind as unknown, so that people see it while it is being asked about.</summary>
    private async Task<(OrderRow Row, DateTimeOffset LastSent)?> ReadAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await using var session = await store.BeginAsync(tenant, ct);
        if (await session.LockAsync(id) is not { Status: "pending", SignedBody: not null } row) return null;
        var lastSent = await session.LastSentAsync(row);
        if (row.UnknownSince is null)
        {
            if (row.RetryAt is not null || lastSent > clock.GetUtcNow() - LongestSend) return null;
            row = row with { UnknownSince = lastSent, UnknownCause = "The program ended before the answer was recorded." };
            await session.AddEventAsync(row, "unknown", clock.GetUtcNow(), ("cause", row.UnknownCause));
            await session.SaveAsync(row);
            session.AnnounceOrders();
            await session.CommitAsync();
        }

        return (row, lastSent);
    }

    private async Task NotFoundAsync(TenantRef tenant, OrderRow row, DateTimeOffset lastSent, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var age = (now - lastSent).TotalSeconds;
        var isOver = row.CancelRequestedAt is not null || now > preparation.DeadlineOf(row) || row.FailureDetail is not null;
        if (!isOver && !(row.RetryAt > now) && age >= options.Value.ResendAfterSeconds)
        {
            if (await MarkResendAsync(tenant, row, ct) is { } again) await sender.SendAsync(tenant, again);
        }
        else if (isOver && age >= options.Value.LostAfterSeconds)
        {
            await outcomes.RecordNotFoundAsync(tenant, row.Id, current => End(current, row.Attempts, now), "The venue does not know the order, long after it was last sent.");
        }
    }

    private async Task<OrderRow?> MarkResendAsync(TenantRef tenant, OrderRow seen, CancellationToken ct)
    {
        await using var session = await store.BeginAsync(tenant, ct);
        // Somebody else may have sent or resolved it since it was read.
        if (await session.LockAsync(seen.Id) is not { Status: "pending" } row || row.Attempts != seen.Attempts || row.UnknownSince is null) return null;
        var next = await preparation.SendAgainAsync(session, row);
        await session.SaveAsync(next);
        await session.CommitAsync();
        return next;
    }

    private static OrderRow? End(OrderRow row, int attemptsSeen, DateTimeOffset now) =>
        row.State != OrderStatus.Pending || row.UnknownSince is null || row.Attempts != attemptsSeen ? null
        : row.CancelRequestedAt is not null ? row.After(new OrderEvent.Canceled(), now)! with { UnknownSince = null, UnknownCause = null, RetryAt = null }
        : row.FailureDetail is { } refusal ? row.Failed(new OrderEvent.Rejected(), OrderFailure.Rejected, refusal, now)
        : row.Failed(new OrderEvent.Expired(), OrderFailure.Stale, "Sent, but the venue never had it, and it is no longer worth sending.", now);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1404, Level = LogLevel.Warning, Message = "Order {OrderId} is unknown and the venue does not say more: {Cause}")]
        public static partial void VenueSilent(ILogger logger, OrderId orderId, string cause);

        [LoggerMessage(EventId = 1405, Level = LogLevel.Error, Message = "Resolving order {OrderId} broke; it is tried again.")]
        public static partial void ResolvingBroke(ILogger logger, OrderId orderId, Exception exception);
    }
}
