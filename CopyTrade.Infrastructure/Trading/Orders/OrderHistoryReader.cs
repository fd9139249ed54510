using System.Text.Json;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>What happened to one order, and its matches.</summary>
internal static class OrderHistoryReader
{
    public static async Task<IReadOnlyList<OrderHistoryEntry>> EventsAsync(TenantScope scope, OrderId order)
    {
        var rows = await scope.QueryAsync<(string Kind, string Detail, DateTime At)>("select kind, detail::text, at from order_event where order_id = @order order by id", new { order });
        return [.. rows.Select(row => new OrderHistoryEntry(row.Kind, ValuesOf(row.Detail), Timestamps.Utc(row.At)))];
    }

    public static async Task<IReadOnlyList<OrderFillDetail>> FillsAsync(TenantScope scope, OrderId order)
    {
        var rows = await scope.QueryAsync<FillRow>(
            """
            select venue_trade_id, shares, price, fee, is_taker, settlement, transaction_hash as Transaction, matched_at, settled_at
              from order_fill where order_id = @order order by matched_at, id
            """, new { order });
        return [.. rows.Select(row => row.ToDetail())];
    }

    private static Dictionary<string, string> ValuesOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.ValueKind != JsonValueKind.Object ? []
            : document.RootElement.EnumerateObject().ToDictionary(member => member.Name, member => member.Value.ToString(), StringComparer.Ordinal);
    }

    private sealed class FillRow
    {
        public required string VenueTradeId { get; init; }

        public Shares Shares { get; init; }

        public Price Price { get; init; }

        public decimal? Fee { get; init; }

        public bool IsTaker { get; init; }

        public required string Settlement { get; init; }

        public TransactionHash? Transaction { get; init; }

        public DateTimeOffset MatchedAt { get; init; }

        public DateTime? SettledAt { get; init; }

        public OrderFillDetail ToDetail() => new(
            VenueTradeId, Shares, Price, Fee is { } fee ? Usdc.RoundUp(fee) : null, IsTaker, EnumText.Parse<SettlementStatus>(Settlement), Transaction, MatchedAt, Timestamps.Utc(SettledAt));
    }
}
