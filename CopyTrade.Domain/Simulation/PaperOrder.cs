using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Simulation;

/// <summary>An order as the paper venue takes it: the amounts that a real order of the same terms would have been signed for, with their rounding.</summary>
/// <param name="Side">Buy or sell.</param>
/// <param name="Limit">Worst price per share.</param>
/// <param name="Shares">Shares asked for; for an order with a budget what the budget buys at the limit.</param>
/// <param name="Budget">Dollars of a buy that may not rest: it is limited by dollars, and a better price brings more shares. Null for every other order.</param>
/// <param name="TimeInForce">How long it lives.</param>
public sealed record PaperOrder(OrderSide Side, Price Limit, Shares Shares, Usdc? Budget, TimeInForce TimeInForce)
{
    private const decimal Unit = 1_000_000m;

    /// <summary>True for an order whose remainder stays in the book.</summary>
    public bool MayRest => TimeInForce is TimeInForce.Gtc or TimeInForce.Gtd;

    /// <summary>Dollars that the order may spend before fees; for a sell what it asks for.</summary>
    public Usdc Dollars => Budget ?? Shares.CostAt(Limit);

    /// <exception cref="ArgumentException">Price off the grid, or a quantity that rounds to nothing.</exception>
    public static PaperOrder Of(OrderTerms terms)
    {
        var amounts = OrderAmounts.For(terms);
        var (given, asked) = (amounts.Maker / Unit, amounts.Taker / Unit);
        return (terms.Side, terms.TimeInForce) switch
        {
            (OrderSide.Buy, TimeInForce.Fok or TimeInForce.Fak) => new(terms.Side, terms.Price, Shares.Of(asked), Usdc.Of(given), terms.TimeInForce),
            (OrderSide.Buy, _) => new(terms.Side, terms.Price, Shares.Of(asked), null, terms.TimeInForce),
            _ => new(terms.Side, terms.Price, Shares.Of(given), null, terms.TimeInForce),
        };
    }
}
