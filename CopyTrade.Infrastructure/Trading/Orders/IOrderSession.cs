using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>
/// One transaction on one tenant's orders. Disposed without <see cref="CommitAsync"/> it leaves nothing behind; what others
/// committed since it began is seen. Locks are held to its end. Not for use by several threads.
/// </summary>
public interface IOrderSession : IOrderDesk, IAsyncDisposable
{
    /// <summary>One authorisation of a tenant at a time, whichever host it runs on: two orders must not see the same free budget.</summary>
    Task TakeTradingTurnAsync();

    /// <summary>One settlement of a tenant at a time: lots are read and closed in one go.</summary>
    Task TakeSettlementTurnAsync();

    /// <summary>Reads an order and keeps others from changing it; null when there is none.</summary>
    Task<OrderRow?> LockAsync(OrderId id);

    /// <summary>The same by the venue's id.</summary>
    Task<OrderRow?> LockAsync(VenueOrderId id);

    /// <summary>When the order's bytes were last marked as sent.</summary>
    Task<DateTimeOffset> LastSentAsync(OrderRow row);

    /// <summary>Writes an order back.</summary>
    Task SaveAsync(OrderRow row);

    /// <summary>State of a match as recorded; null for one never heard of.</summary>
    Task<SettlementStatus?> SettlementOfAsync(OrderRow row, string tradeId);

    /// <summary>Writes a match, or its next state. A known fee and transaction are never forgotten.</summary>
    Task SaveFillAsync(OrderRow row, VenueTrade trade, Usdc? fee, DateTimeOffset now);

    /// <summary>Matched shares on record: those whose settlement failed, and the others.</summary>
    Task<(Shares Standing, Shares Voided)> MatchedAsync(OrderRow row);

    /// <summary>Opens and closes lots from confirmed matches of this order's book; to be called under the settlement turn, after the matches were saved.</summary>
    Task SettleLotsAsync(OrderRow row, DateTimeOffset now);

    /// <summary>What a sale finds of its book.</summary>
    Task<SaleCover> CoverAsync(OrderRow row, DateTimeOffset now);

    /// <summary>Tells every host, once committed, that the tenant's orders changed.</summary>
    void AnnounceOrders();

    /// <summary>The same for positions.</summary>
    void AnnouncePositions();

    /// <summary>Sends what was written so far, where a store keeps it back until then.</summary>
    Task FlushAsync() => Task.CompletedTask;

    /// <summary>Makes all of it last. When it throws, it may have lasted all the same: whoever goes on reads first.</summary>
    Task CommitAsync();
}
