using CopyTrade.Domain.Venue;
using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>Three makers who quote both sides of every book on several levels.</summary>
internal sealed class QuoteMaker(VenueState state, MatchingEngine matching)
{
    private const int Depth = 6;
    private readonly Account[] _makers =
    [
        state.AddBot("Granite Desk", "Steady-Quarry", "maker"), state.AddBot("Blue Ledger", "Patient-Otter", "maker"), state.AddBot("Tern Market Making", "Quick-Tern", "maker"),
    ];

    /// <summary>Quotes around the makers' own idea of the price.</summary>
    public void QuoteFair(ListedMarket market)
    {
        for (var outcome = 0; outcome < 2; outcome++)
        {
            var step = market.Tick.Value;
            var bid = decimal.Floor((market.FairOf(outcome) - (step / 2m)) / step) * step;
            Quote(market, outcome, bid, bid + step, 240m);
        }
    }

    /// <summary>Liquidity at the price of a trade that just happened, on the side that a copy of it needs, and next to it on the other.</summary>
    public void QuoteAround(ListedMarket market, int outcome, OrderSide tradeSide, decimal price, decimal size)
    {
        var step = market.Tick.Value;
        var near = tradeSide == OrderSide.Buy ? decimal.Ceiling(price / step) * step : decimal.Floor(price / step) * step;
        near = Math.Clamp(near, tradeSide == OrderSide.Buy ? 2m * step : step, tradeSide == OrderSide.Buy ? 1m - step : 1m - (2m * step));
        var bid = tradeSide == OrderSide.Buy ? near - step : near;
        market.Fair = outcome == 0 ? bid + (step / 2m) : 1m - bid - (step / 2m);
        var depth = Math.Max(500m, size * 3m);
        Quote(market, outcome, bid, bid + step, depth);
        Quote(market, 1 - outcome, 1m - bid - step, 1m - bid, depth);
    }

    /// <summary>The price jumps: an outcome is bid for at this price now, and everything else follows.</summary>
    public void Jump(ListedMarket market, int outcome, decimal bid)
    {
        var step = market.Tick.Value;
        var near = Math.Clamp(decimal.Floor(bid / step) * step, step, 1m - (2m * step));
        market.Fair = outcome == 0 ? near + (step / 2m) : 1m - near - (step / 2m);
        QuoteFair(market);
    }

    private void Quote(ListedMarket market, int outcome, decimal bid, decimal ask, decimal depth)
    {
        var step = market.Tick.Value;
        var wanted = new Dictionary<(OrderSide, decimal), decimal>();
        for (var level = 0; level < Depth; level++)
        {
            Want(wanted, market, OrderSide.Buy, bid - (level * step), depth * (1 + level));
            Want(wanted, market, OrderSide.Sell, ask + (level * step), depth * (1 + level));
        }

        var book = market.Books[outcome];
        var standing = book.Levels(OrderSide.Buy).Concat(book.Levels(OrderSide.Sell)).SelectMany(l => l.Value).Where(o => o.IsBot).ToArray();
        foreach (var order in standing.Where(o => !wanted.ContainsKey((o.Side, o.Price))))
        {
            matching.Cancel(order);
        }

        foreach (var ((side, price), size) in wanted)
        {
            TopUp(market, outcome, side, price, size - standing.Where(o => o.Status == "LIVE" && o.Side == side && o.Price == price).Sum(o => o.Remaining), size);
        }
    }

    private static void Want(Dictionary<(OrderSide, decimal), decimal> wanted, ListedMarket market, OrderSide side, decimal price, decimal size)
    {
        if (price >= market.Tick.Value && price <= 1m - market.Tick.Value)
        {
            wanted[(side, price)] = decimal.Round(size, 2);
        }
    }

    // Several makers share a level, so that a larger order meets more than one of them.
    private void TopUp(ListedMarket market, int outcome, OrderSide side, decimal price, decimal missing, decimal full)
    {
        var makers = missing > full / 2m ? _makers : [_makers[(int)(price / market.Tick.Value) % _makers.Length]];
        var share = decimal.Round(missing / makers.Length, 2, MidpointRounding.ToZero);
        foreach (var maker in makers.Where(_ => share >= 1m))
        {
            matching.Place(new()
            {
                Id = state.Ids.NextHash("quote"),
                Account = maker,
                Market = market,
                OutcomeIndex = outcome,
                Side = side,
                Price = price,
                Size = share,
                CreatedAt = state.Now,
            });
        }
    }
}
