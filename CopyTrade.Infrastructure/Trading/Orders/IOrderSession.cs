using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>
/// One transaction on one tenant's orders. Disposed without <see cref="CommitAsync"/> it leaves nothing behind; what others
/// committed since it began is seen. Locks are held to its end. Not for use by several threads.
/// </summary>
public interface IOrderSession : IAsyncDisposable
{
    /// <summary>One authorisation of a tenant at a time, whichever host it runs on: two orders must not see the same free budget.</summary>
    Task TakeTradingTurnAsync();

    /// <summary>One settlement of a tenant at a time: lots are read and closed in one go.</summary>
    Task TakeSettlementTurnAsync();

    /// <summary>Reads an order and keeps others from changing it; null when there is none.</summary>
    Task<OrderRow?> LockAsync(OrderId id);

    /// <summary>The same by the venue's id.</summary>
    Task<OrderRow?> LockAsync(VenueOrderId id);

    /// <summary>What the authoriser looks at; to be read under the trading turn.</summary>
    Task<AuthorizationFacts> ReadFactsAsync(VenueMode mode, OrderId asking, DateTimeOffset now);

    /// <summary>When the order's bytes were last marked as sent.</summary>
    Task<DateTimeOffset> LastSentAsync(OrderRow row);

    /// <summary>Writes an order back.</summary>
    Task SaveAsync(OrderRow row);

    /// <summary>Adds to an order's history.</summary>
    /// <param name="row">Whose history.</param>
    /// <param name="kind">One of the words in the schema.</param>
    /// <param name="at">When.</param>
    /// <param name="values">The values used, for people; nulls are left out.</param>
    Task AddEventAsync(OrderRow row, string kind, DateTimeOffset at, params (string Name, string? Value)[] values);

    /// <summary>State of a match as recorded; null for one never heard of.</summary>
    Task<SettlementStatus?> SettlementOfAsync(OrderRow row, string tradeId);

    /// <summary>Writes a match, or its next state. A known fee and transaction are never forgotten.</summary>
    Task SaveFillAsync(OrderRow row, VenueTrade trade, Usdc? fee, DateTimeOffset now);

    /// <summary>Matched shares on record: those whose settlement failed, and the others.</summary>
    Task<(Shares Standing, Shares Voided)> MatchedAsync(OrderRow row);

    /// <summary>Opens and closes lots from confirmed matches of this order's book; to be called under the settlement turn, after the matches were saved.</summary>
    Task SettleLotsAsync(OrderRow row, DateTimeOffset now);

    /// <summary>Of a sale's book: confirmed shares that no earlier sale takes, and shares that are bought and not final.</summary>
    Task<(decimal Free, decimal Coming)> CoverAsync(OrderRow row, DateTimeOffset now);

    /// <summary>Tells every host, once committed, that the tenant's orders changed.</summary>
    void AnnounceOrders();

    /// <summary>The same for positions.</summary>
    void AnnouncePositions();

    /// <summary>Sends what was written so far, where a store keeps it back until then.</summary>
    Task FlushAsync() => Task.CompletedTask;

    /// <summary>Makes all of it last. When it throws, it may have lasted all the same: whoever goes on reads first.</summary>
    Task CommitAsync();
}
