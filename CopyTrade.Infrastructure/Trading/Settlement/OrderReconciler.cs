using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Settlement;

/// <summary>Aligns the ledger with the venue, a job of every minute: asks about each order that was sent and is not over (R0.47).</summary>
public sealed partial class OrderReconciler(
    IOrderStore store, TenantList tenants, IVenueGateway gateway, IVenueCredentials credentials, OrderOutcomes outcomes, VenueSettings venue, IOptions<TradingOptions> options,
    TimeProvider clock, ILogger<OrderReconciler> logger)
{
    /// <summary>The job's name in the manifest.</summary>
    public const string Job = "orders.reconcile";

    private const int AtOnce = 8;

    // Whoever gave an order up may have been wrong: a host that stood still can send late.
    private static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(10);

    // What may not rest is over within milliseconds, and its trades are told at once where the user channel is up.
    private static readonly TimeSpan SpentAfter = TimeSpan.FromSeconds(2);

    public async Task<ReconcileResult> RunAsync(CancellationToken ct)
    {
        var (asked, lost, silent) = (0, 0, 0);
        var owners = tenants().ToDictionary(tenant => tenant.Tenant);
        var unfinished = owners.Count == 0 ? [] : await FindAsync(owners.Values, ct);
        await Parallel.ForEachAsync(unfinished, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
        {
            Interlocked.Increment(ref asked);
            try
            {
                switch (await AskAsync(owners[row.BillingAccountId], row, token))
                {
                    case OrderLookup.NotFound when IsLost(row): Interlocked.Increment(ref lost); break;
                    case OrderLookup.Unavailable: Interlocked.Increment(ref silent); break;
                }
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Interlocked.Increment(ref silent);
                Log.OrderFailed(logger, row.Id, e);
            }
        });
        if (lost > 0) Log.OrdersLost(logger, lost);
        return new ReconcileResult(asked, lost, silent);
    }

    /// <summary>Asks about orders that may not rest and whose end nobody told, soon after they were taken: an exit that sold a part goes on only then. Returns how many it asked about.</summary>
    public async Task<int> AskSpentAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct)
    {
        if (among.Count == 0) return 0;
        var owners = among.ToDictionary(tenant => tenant.Tenant);
        var spent = await store.FindSpentAsync(among, venue.Mode, clock.GetUtcNow() - SpentAfter, ct);
        await Parallel.ForEachAsync(spent, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (row, token) =>
        {
            try
            {
                await AskAsync(owners[row.BillingAccountId], row, token);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Log.OrderFailed(logger, row.Id, e);
            }
        });
        return spent.Count;
    }

    internal Task<IReadOnlyList<OrderRow>> FindAsync(IReadOnlyCollection<TenantRef> among, CancellationToken ct) => store.FindUnfinishedAsync(among, venue.Mode, clock.GetUtcNow() - AskAgain, ct);

    internal async Task<OrderLookup> AskAsync(TenantRef tenant, OrderRow row, CancellationToken ct)
    {
        if (await credentials.GetAsync(tenant, row.ConnectionId!.Value, ct) is not { } login) return new OrderLookup.Unavailable("no credentials");
        var answer = await gateway.FindOrderAsync(login, row.VenueOrderId!, ct);
        if (answer is OrderLookup.Found found) await outcomes.RecordAsync(tenant, row.Id, found);
        // A pending order that is not found is the resolver's: it alone knows when the last send was.
        if (answer is OrderLookup.NotFound) await outcomes.RecordNotFoundAsync(tenant, row.Id, current => IsLost(current) ? current.After(new OrderEvent.Canceled(), clock.GetUtcNow()) : null, "The venue has not known the order for too long.");
        return answer;
    }

    private bool IsLost(OrderRow row) => row.State is OrderStatus.Open or OrderStatus.Partial && clock.GetUtcNow() - (row.AcceptedAt ?? row.CreatedAt) > TimeSpan.FromSeconds(options.Value.NotFoundGraceSeconds);

    private static partial class Log
    {
        [LoggerMessage(EventId = 1415, Level = LogLevel.Error, Message = "Order {OrderId} could not be reconciled; the others were.")]
        public static partial void OrderFailed(ILogger logger, OrderId orderId, Exception exception);

        [LoggerMessage(EventId = 1416, Level = LogLevel.Warning, Message = "{Count} orders that the venue no longer knows were closed.")]
        public static partial void OrdersLost(ILogger logger, int count);
    }
}
