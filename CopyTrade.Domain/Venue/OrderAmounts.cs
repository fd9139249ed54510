using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>The two amounts of a signed order in millionths: what its maker gives and what its maker gets.</summary>
/// <param name="Maker">Given: dollars of a buy, shares of a sell.</param>
/// <param name="Taker">Asked for in return.</param>
public sealed record OrderAmounts(long Maker, long Taker)
{
    /// <summary>The venue refuses a market buy whose shares have more decimals, whatever the tick.</summary>
    public const int MarketBuyShareDecimals = 4;

    private const int ShareDecimals = 2;
    private const int DollarDecimals = 2;
    private const decimal Unit = 1_000_000m;

    /// <summary>The amounts of these terms: a limit order when it may rest, otherwise the venue's market-order rule.</summary>
    /// <exception cref="ArgumentException">Price off the grid, or a quantity that rounds to nothing.</exception>
    public static OrderAmounts For(OrderTerms terms)
    {
        if (!terms.Tick.Contains(terms.Price)) throw new ArgumentException($"Price {terms.Price} is not on the grid of {terms.Tick}.", nameof(terms));
        var amounts = (terms.TimeInForce, terms.Side) switch
        {
            (TimeInForce.Gtc or TimeInForce.Gtd, _) => ForLimit(terms.Side, terms.Price, terms.Shares, terms.Tick),
            (_, OrderSide.Buy) => ForMarketBuy(Usdc.RoundDown(terms.Shares.Quantity * terms.Price.Value), terms.Price, terms.Tick),
            _ => ForMarketSell(terms.Shares, terms.Price, terms.Tick),
        };
        return amounts is { Maker: > 0, Taker: > 0 } ? amounts
            : throw new ArgumentException($"{terms.Shares} shares at {terms.Price} round to nothing.", nameof(terms));
    }

    /// <summary>An order that may rest: price to the grid's decimals, shares down to two.</summary>
    public static OrderAmounts ForLimit(OrderSide side, Price price, Shares shares, TickSize tick)
    {
        var rounded = decimal.Round(price.Value, tick.PriceDecimals, MidpointRounding.AwayFromZero);
        var size = Down(shares.Quantity, ShareDecimals);
        var dollars = Settle(size * rounded, tick.AmountDecimals);
        return side == OrderSide.Buy ? Of(dollars, size) : Of(size, dollars);
    }

    /// <summary>A buy that may not rest: dollars down to cents, shares as they follow, never finer than the venue takes.</summary>
    public static OrderAmounts ForMarketBuy(Usdc dollars, Price price, TickSize tick) =>
        MarketBuy(dollars, price, tick, Math.Min(tick.AmountDecimals, MarketBuyShareDecimals));

    /// <summary>A sell that may not rest: shares down to two decimals, dollars as they follow.</summary>
    public static OrderAmounts ForMarketSell(Shares shares, Price price, TickSize tick)
    {
        var size = Down(shares.Quantity, ShareDecimals);
        return Of(size, Settle(size * Down(price.Value, tick.PriceDecimals), tick.AmountDecimals));
    }

    /// <summary>The market buy of the venue's own SDK, whose shares are sometimes finer than the venue takes. Kept to prove the arithmetic.</summary>
    internal static OrderAmounts UncappedMarketBuy(Usdc dollars, Price price, TickSize tick) =>
        MarketBuy(dollars, price, tick, tick.AmountDecimals);

    private static OrderAmounts MarketBuy(Usdc dollars, Price price, TickSize tick, int shareDecimals)
    {
        var given = Down(dollars.Amount, DollarDecimals);
        return Of(given, Settle(given / Down(price.Value, tick.PriceDecimals), shareDecimals));
    }

    // The SDK's rule: a result with too many decimals is first rounded up four places further, then cut. Cutting keeps an
    // order at its limit price matchable, since the implied price never falls below the limit.
    private static decimal Settle(decimal amount, int decimals) => decimal.Round(amount, decimals) == amount
        ? amount
        : Down(decimal.Round(amount, decimals + 4, MidpointRounding.ToPositiveInfinity), decimals);

    private static decimal Down(decimal amount, int decimals) => decimal.Round(amount, decimals, MidpointRounding.ToZero);

    private static OrderAmounts Of(decimal maker, decimal taker) => new((long)(maker * Unit), (long)(taker * Unit));
}
