using CopyTrade.Infrastructure.Operations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Trading.Placing;

/// <summary>Takes orders from the queue and places them, several at once. On shutdown it takes no more and waits for those on their way.</summary>
public sealed partial class OrderWorkers(OrderQueue queue, OrderPlacer placer, IOptions<TradingOptions> options, ILogger<OrderWorkers> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, options.Value.OrdersInFlight).Select(_ => WorkAsync(stoppingToken)));

    private async Task WorkAsync(CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            QueuedOrder order;
            try
            {
                order = await queue.TakeAsync(ct);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await PlaceAsync(order, ct);
        }
    }

    private async Task PlaceAsync(QueuedOrder order, CancellationToken ct)
    {
        // What is logged on the way says what asked for the order, and stays quiet where nothing named did.
        using var trail = order.Cause is { } cause ? Correlation.Begin(logger, cause, (Correlation.OrderId, order.Order)) : null;
        try
        {
            await placer.PlaceAsync(order.Tenant, order.Order, ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Not prepared yet: the ledger still says pending, and the next start finds it.
        }
        catch (Exception e)
        {
            LoopSupervisor.Count(nameof(OrderWorkers));
            Log.PlacingBroke(logger, order.Order, e);
        }
        finally
        {
            queue.Done(order);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1406, Level = LogLevel.Error, Message = "Placing order {OrderId} broke; the sweep will find it again.")]
        public static partial void PlacingBroke(ILogger logger, Domain.Trading.OrderId orderId, Exception exception);
    }
}
