using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Rest;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Control;

internal static class ControlViews
{
    public static object Received(ReceivedOrder order) => new
    {
        id = order.Id,
        owner = order.Address,
        maker = order.Maker,
        tokenId = order.Token,
        side = order.Side,
        price = Wire.Number(order.Price),
        size = Wire.Number(order.Size),
        orderType = order.Type,
        receivedAt = (decimal)(order.ReceivedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond,
        accepted = order.Accepted,
        error = order.Error,
        status = order.Order?.Status ?? "REJECTED",
        matchedSize = Wire.Number(order.Order?.Matched ?? 0m),
    };

    public static object Trade(MatchedTrade trade) => new
    {
        id = trade.Id,
        takerOrderId = trade.Taker.Id,
        taker = trade.Taker.Account.Address,
        tokenId = trade.Taker.Token,
        side = Wire.Word(trade.Side),
        size = Wire.Number(trade.Size),
        price = Wire.Number(trade.Price),
        fee = Wire.Number(trade.Fee),
        status = trade.Status,
        transactionHash = trade.TransactionHash,
        matchedAt = trade.MatchedAt.ToUnixTimeMilliseconds(),
        makers = trade.Makers.Select(m => new { orderId = m.Order.Id, address = m.Order.Account.Address, size = Wire.Number(m.Size) }).ToArray(),
    };

    public static object Account(Account account) => new
    {
        address = account.Address,
        usdc = Wire.Number(account.Usdc),
        positions = account.Holdings.Where(h => h.Value.Shares != 0m).ToDictionary(h => h.Key, h => Wire.Number(h.Value.Shares)),
        allowances = account.CollateralSpenders.Order().ToArray(),
    };

    public static object Market(ListedMarket market) => new
    {
        conditionId = market.ConditionId,
        question = market.Question,
        slug = market.Slug,
        outcomes = market.Outcomes,
        tokens = market.Tokens,
        tick = market.Tick.Value,
        minimumSize = market.MinimumSize,
        negRisk = market.NegRisk,
        feeRate = market.FeeRate,
        endDate = market.EndDate,
        closed = market.IsClosed,
        syntheticToken = market.HasSyntheticToken,
        books = market.Books.Select((book, i) => new { bestBid = book.BestBid, bestAsk = book.BestAsk, price = MarketViews.PriceOf(market, i) }).ToArray(),
    };
}
