using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Orders;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The order of a story with what happened to it.</summary>
/// <param name="Detail">The order as it is.</param>
/// <param name="Intent">The order as it was decided: less may have been sent, or another limit the second time.</param>
/// <param name="Events">Oldest first.</param>
/// <param name="Fills">Oldest first.</param>
internal sealed record StoryOrder(OrderDetail Detail, OrderIntent Intent, IReadOnlyList<OrderHistoryEntry> Events, IReadOnlyList<OrderFillDetail> Fills)
{
    public static async Task<StoryOrder?> ReadAsync(TenantScope scope, OrderId order)
    {
        var detail = await scope.QuerySingleOrDefaultAsync<LedgerRow>(
            """
            select id, idempotency_key as Key, origin, condition_id as Condition, token_id as Token, title, outcome, side, limit_price as Limit, shares,
                   matched_shares, notional, time_in_force, status, failure, coalesce(failure_detail, venue_error) as FailureDetail, venue_order_id,
                   created_at, submitted_at, unknown_since, synced_at
              from trade_order where id = @order
            """, new { order });
        if (detail is null) return null;
        var first = await scope.QuerySingleAsync<OrderRow>("select f.* from trade_order o join trade_order f on f.id = coalesce(o.second_of, o.id) where o.id = @order", new { order });
        IReadOnlyList<OrderHistoryEntry> before = first.Id == order ? [] : await OrderHistoryReader.EventsAsync(scope, first.Id);
        return new(
            detail.ToDetail(),
            first.Intent with { Shares = first.WantedShares ?? first.Shares },
            [.. before, .. await OrderHistoryReader.EventsAsync(scope, order)],
            await OrderHistoryReader.FillsAsync(scope, order));
    }

    private sealed class LedgerRow
    {
        public OrderId Id { get; init; }

        public required IdempotencyKey Key { get; init; }

        public required string Origin { get; init; }

        public required ConditionId Condition { get; init; }

        public required TokenId Token { get; init; }

        public string? Title { get; init; }

        public string? Outcome { get; init; }

        public required string Side { get; init; }

        public Price Limit { get; init; }

        public Shares Shares { get; init; }

        public Shares MatchedShares { get; init; }

        public Usdc Notional { get; init; }

        public required string TimeInForce { get; init; }

        public required string Status { get; init; }

        public string? Failure { get; init; }

        public string? FailureDetail { get; init; }

        public VenueOrderId? VenueOrderId { get; init; }

        public DateTimeOffset CreatedAt { get; init; }

        public DateTime? SubmittedAt { get; init; }

        public DateTime? UnknownSince { get; init; }

        public DateTime? SyncedAt { get; init; }

        public OrderDetail ToDetail() => new(
            Id, Key, EnumText.Parse<OrderOrigin>(Origin), Condition, Token, Title, Outcome, EnumText.Parse<OrderSide>(Side), Limit, Shares, MatchedShares, Notional,
            EnumText.Parse<TimeInForce>(TimeInForce), EnumText.Parse<OrderStatus>(Status), Failure is null ? null : EnumText.Parse<OrderFailure>(Failure), FailureDetail,
            VenueOrderId, CreatedAt, Timestamps.Utc(SubmittedAt), Timestamps.Utc(UnknownSince), Timestamps.Utc(SyncedAt));
    }
}
