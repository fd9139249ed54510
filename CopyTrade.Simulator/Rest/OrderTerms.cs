using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;
using CopyTrade.Simulator.Signing;
using CopyTrade.Simulator.World;

namespace CopyTrade.Simulator.Rest;

/// <summary>Price and size as they follow from the signed amounts, and the venue's rules about them.</summary>
internal sealed record OrderTerms(decimal Price, decimal Size, decimal Dollars, decimal? Budget)
{
    public static (decimal Price, decimal Size) ImpliedPriceAndSize(WireOrder order)
    {
        var (dollars, shares) = Amounts(order);
        return (decimal.Round(dollars / shares, 6), shares);
    }

    public static OrderRefusal? TryRead(OrderPayload payload, ListedMarket market, string id, DateTimeOffset now, out OrderTerms? terms)
    {
        var (dollars, shares) = Amounts(payload.Order);
        var isMarket = payload.Type is TimeInForce.Fok or TimeInForce.Fak;
        var isBuy = payload.Order.Side == OrderSide.Buy;
        var price = decimal.Round(dollars / shares / market.Tick.Value, 0, MidpointRounding.AwayFromZero) * market.Tick.Value;
        terms = new(price, shares, dollars, isMarket && isBuy ? dollars : null);
        return CheckPrice(market.Tick, price, dollars, shares, isMarket, isBuy, id)
            ?? CheckDecimals(market.Tick, dollars, shares, isMarket, isBuy)
            ?? CheckSize(market, dollars, shares, isMarket, isBuy, id)
            ?? CheckLife(payload, now);
    }

    // The ratio of the amounts is the price; a market order's second amount is rounded to four decimals, so its ratio is only near the grid.
    private static OrderRefusal? CheckPrice(TickSize tick, decimal price, decimal dollars, decimal shares, bool isMarket, bool isBuy, string id)
    {
        var isOnGrid = price >= tick.Value && price <= 1m - tick.Value && (isMarket, isBuy) switch
        {
            (false, _) => Math.Abs(dollars - (shares * price)) < 0.000001m,
            (true, true) => Math.Abs(shares - (dollars / price)) <= 0.0001m,
            (true, false) => Math.Abs(dollars - (shares * price)) <= 0.0001m,
        };
        return isOnGrid ? null : new(400, $"order {id} is invalid. Price ({Wire.Text(decimal.Round(dollars / shares, 6))}) breaks minimum tick size rule: {Wire.Text(tick.Value)}");
    }

    private static OrderRefusal? CheckDecimals(TickSize tick, decimal dollars, decimal shares, bool isMarket, bool isBuy)
    {
        var side = isBuy ? "buy" : "sell";
        var (dollarDecimals, shareDecimals) = (isMarket, isBuy) switch
        {
            (true, true) => (2, 4),
            (true, false) => (4, 2),
            _ => (tick.AmountDecimals, 2),
        };
        // Whole shares at a fine tick have more dollar decimals than four; the venue's limit for sales follows the tick.
        dollarDecimals = isMarket && !isBuy ? Math.Max(dollarDecimals, tick.AmountDecimals) : dollarDecimals;
        var (maker, taker) = isBuy ? (dollarDecimals, shareDecimals) : (shareDecimals, dollarDecimals);
        return decimal.Round(dollars, dollarDecimals) == dollars && decimal.Round(shares, shareDecimals) == shares
            ? null
            : new(400, $"invalid amounts, the {(isMarket ? "market" : "limit")} {side} orders maker amount supports a max accuracy of {maker} decimals, taker amount a max of {taker} decimals");
    }

    private static OrderRefusal? CheckSize(ListedMarket market, decimal dollars, decimal shares, bool isMarket, bool isBuy, string id)
    {
        if (isMarket)
        {
            return dollars >= 1m ? null : new(400, $"invalid amount for a marketable {(isBuy ? "BUY" : "SELL")} order (${Wire.Text(dollars)}), min size: $1");
        }

        return shares >= market.MinimumSize ? null : new(400, $"order {id} is invalid. Size ({Wire.Text(shares)}) lower than the minimum: {Wire.Text(market.MinimumSize)}");
    }

    private static OrderRefusal? CheckLife(OrderPayload payload, DateTimeOffset now)
    {
        if (payload.PostOnly && payload.Type is not (TimeInForce.Gtc or TimeInForce.Gtd))
        {
            return new(400, "Invalid order payload");
        }

        var isRight = payload.Type == TimeInForce.Gtd
            ? payload.Expiration >= now.ToUnixTimeSeconds() + 180 && payload.Expiration < 253_402_300_000
            : payload.Expiration == 0;
        return isRight ? null : new(400, "invalid expiration");
    }

    private static (decimal Dollars, decimal Shares) Amounts(WireOrder order) => order.Side == OrderSide.Buy
        ? (Millionths.Whole(order.MakerAmount), Millionths.Whole(order.TakerAmount))
        : (Millionths.Whole(order.TakerAmount), Millionths.Whole(order.MakerAmount));
}
