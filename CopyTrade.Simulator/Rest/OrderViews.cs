using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.Rest;

/// <summary>Orders and trades in the shape of GET /data/... . Called under the venue's lock.</summary>
internal static class OrderViews
{
    public static object Open(BookOrder order) => new
    {
        id = order.Id,
        status = order.Status,
        owner = order.Owner,
        maker_address = order.Account.Address,
        market = order.Market.ConditionId,
        asset_id = order.Token,
        side = Wire.Word(order.Side),
        original_size = Wire.Text(order.Size),
        size_matched = Wire.Text(order.Matched),
        price = Wire.Text(order.Price),
        associate_trades = order.TradeIds.ToArray(),
        outcome = order.Outcome,
        created_at = order.CreatedAt.ToUnixTimeSeconds(),
        expiration = order.Expiration.ToString(System.Globalization.CultureInfo.InvariantCulture),
        order_type = Wire.Word(order.Type),
    };

    /// <summary>The top level is the taker's view, whoever asks; who was the maker finds itself in maker_orders.</summary>
    public static object Trade(MatchedTrade trade, string viewer) => new
    {
        id = trade.Id,
        taker_order_id = trade.Taker.Id,
        market = trade.Taker.Market.ConditionId,
        asset_id = trade.Taker.Token,
        side = Wire.Word(trade.Side),
        size = Wire.Text(trade.Size),
        fee_rate_bps = "0",
        price = Wire.Text(trade.Price),
        status = trade.Status,
        match_time = Wire.Seconds(trade.MatchedAt),
        match_time_nano = Wire.Milliseconds(trade.MatchedAt) + "000000",
        last_update = Wire.Seconds(trade.UpdatedAt),
        outcome = trade.Taker.Outcome,
        bucket_index = 0,
        owner = trade.Taker.Owner,
        maker_address = trade.Taker.Account.Address,
        transaction_hash = trade.IsInBlock ? trade.TransactionHash : "",
        trader_side = trade.Taker.Owner == viewer ? "TAKER" : "MAKER",
        maker_orders = MakerOrders(trade),
    };

    public static object[] MakerOrders(MatchedTrade trade) => [.. trade.Makers.Select(m => new
    {
        order_id = m.Order.Id,
        owner = m.Order.Owner,
        maker_address = m.Order.Account.Address,
        matched_amount = Wire.Text(m.Size),
        price = Wire.Text(trade.Price),
        fee_rate_bps = "0",
        asset_id = m.Order.Token,
        outcome = m.Order.Outcome,
        side = Wire.Word(m.Order.Side),
    })];
}
