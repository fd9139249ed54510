using System.Text.Json;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Parsing;

/// <summary>
/// A trade of ours, from REST or the user channel, seen from each order in it that may be ours. As a maker we know our part by the
/// order alone: an order keeps the API key that it was placed under, and that key may have been replaced since. So the other makers'
/// parts come along, and the ledger, which knows our orders by their hash, leaves them out.
/// </summary>
internal static class OwnTradeParser
{
    /// <summary>The parts that may be our orders', or why it cannot be read. No part at all is no problem: the trade is somebody else's.</summary>
    public static (IReadOnlyList<VenueTrade> Trades, string? Problem) Read(JsonElement trade, VenueCredentials credentials)
    {
        if (trade.Label("id") is not { } id) return ([], "id");
        if (!ConditionId.TryParse(trade.Text("market"), out var condition)) return ([], "market");
        if (WireValues.Settlement(trade.Status()) is not { } status) return ([], "status");
        if (trade.Time("match_time", "timestamp") is not { } matchedAt) return ([], "match time");
        if (!TokenId.TryParse(trade.Text("asset_id"), out var takerToken)) return ([], "token");
        if (trade.Side("side") is not { } takerSide) return ([], "side");
        var head = new Head(id, condition, status, Hash(trade), matchedAt, takerToken, takerSide);

        var parts = new List<VenueTrade>();
        var isTaker = IsTaker(trade, credentials);
        if (isTaker)
        {
            if (AsTaker(trade, head) is not { } part) return ([], "taker part");
            parts.Add(part);
        }

        foreach (var entry in trade.Items("maker_orders"))
        {
            var isOurs = entry.Text("owner") == credentials.ApiKey;
            if (!isOurs && isTaker) continue;
            if (AsMaker(entry, head) is { } part) parts.Add(part);
            else if (isOurs) return ([], "maker part");
        }

        return (parts, null);
    }

    // The venue says who we are in this trade; where it does not, the owner of the taker order does.
    private static bool IsTaker(JsonElement trade, VenueCredentials credentials) => trade.Text("trader_side")?.ToUpperInvariant() switch
    {
        "TAKER" => true,
        "MAKER" => false,
        _ => trade.Text("owner") == credentials.ApiKey,
    };

    private static VenueTrade? AsTaker(JsonElement trade, Head head) =>
        VenueOrderId.TryParse(trade.Text("taker_order_id"), out var order) && trade.Shares("size") is { } shares && trade.Price("price") is { } price
            ? new(head.Id, order, head.Condition, head.TakerToken, head.TakerSide, shares, price, Fee: null, IsTaker: true, head.Status, head.Transaction, head.MatchedAt)
            : null;

    // A maker may hold the other outcome: the exchange then mints or merges, and both sides go the same way.
    private static VenueTrade? AsMaker(JsonElement entry, Head head)
    {
        if (!VenueOrderId.TryParse(entry.Text("order_id"), out var order) || !TokenId.TryParse(entry.Text("asset_id"), out var token)
            || entry.Shares("matched_amount") is not { } shares || entry.Price("price") is not { } price) return null;
        var opposite = head.TakerSide == OrderSide.Buy ? OrderSide.Sell : OrderSide.Buy;
        var side = entry.Side("side") ?? (token == head.TakerToken ? opposite : head.TakerSide);
        return new(head.Id, order, head.Condition, token, side, shares, price, Fee: null, IsTaker: false, head.Status, head.Transaction, head.MatchedAt);
    }

    private static TransactionHash? Hash(JsonElement trade) => TransactionHash.TryParse(trade.Text("transaction_hash"), out var hash) ? hash : null;

    private sealed record Head(
        string Id, ConditionId Condition, SettlementStatus Status, TransactionHash? Transaction, DateTimeOffset MatchedAt, TokenId TakerToken, OrderSide TakerSide);
}
