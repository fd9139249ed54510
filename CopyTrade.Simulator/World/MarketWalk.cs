using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>The seeded random walk of the makers' prices.</summary>
internal sealed class MarketWalk(VenueState state, Scheduler scheduler, QuoteMaker makers, IVenueEvents events, Random random)
{
    public void Start()
    {
        foreach (var market in state.Markets.All.Where(m => m.Volatility > 0m && !m.IsClosed))
        {
            makers.QuoteFair(market);
            Step(market, TimeSpan.FromMilliseconds(random.Next(500, 4000)));
        }

        events.BooksChanged();
    }

    private void Step(ListedMarket market, TimeSpan wait) => scheduler.After(wait, () =>
    {
        if (state.Now >= market.EndDate.AddMinutes(5) && !market.IsClosed)
        {
            Resolve(market, market.Fair >= 0.5m ? 0 : 1);
            return;
        }

        if (market.IsClosed)
        {
            return;
        }

        if (state.Options.PricesWalk)
        {
            var noise = (decimal)(random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5);
            market.Fair = Math.Clamp(market.Fair + (noise * market.Volatility), 0.06m, 0.94m);
        }

        makers.QuoteFair(market);
        events.BooksChanged();
        Step(market, TimeSpan.FromMilliseconds(random.Next(2000, 5000)));
    });

    /// <summary>The makers' price jumps.</summary>
    public void Jump(ListedMarket market, int outcome, decimal bid)
    {
        makers.Jump(market, outcome, bid);
        events.BooksChanged();
    }

    // Open orders stay known but can match no more: the books are emptied by their own cancellations.
    public void Resolve(ListedMarket market, int winner)
    {
        market.IsClosed = true;
        market.Fair = winner == 0 ? 1m : 0m;
        state.Outside?.Report(market, winner);
        foreach (var order in market.Books.SelectMany(b => b.Levels(Domain.Venue.OrderSide.Buy).Concat(b.Levels(Domain.Venue.OrderSide.Sell))).SelectMany(l => l.Value).ToArray())
        {
            order.Market.Books[order.OutcomeIndex].Remove(order);
            order.Status = "CANCELED_MARKET_RESOLVED";
            events.OrderChanged(order, "CANCELLATION");
        }

        events.BooksChanged();
    }
}
