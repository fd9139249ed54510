using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading;

/// <summary>What becomes of a copied order that the venue refused for the market's tick or minimum, once the market was read anew.</summary>
public abstract record SecondTry
{
    private SecondTry()
    {
    }

    /// <summary>Another order, under another key; the last one.</summary>
    public sealed record Go(OrderIntent Intent) : SecondTry;

    /// <summary>It is not tried again.</summary>
    /// <param name="Reason">Why not, for people.</param>
    public sealed record No(string Reason) : SecondTry;

    /// <summary>Nothing has changed yet: it is looked at again while it is young enough.</summary>
    public sealed record NotYet : SecondTry;

    /// <summary>Decides. Pure. A purchase never becomes dearer and a sale never cheaper than what was refused; neither becomes another size.</summary>
    /// <param name="refused">What the venue certainly does not have.</param>
    /// <param name="market">The market as it is now; null when the venue knows none.</param>
    /// <param name="now">The present.</param>
    public static SecondTry Of(OrderIntent refused, Market? market, DateTimeOffset now)
    {
        if (now > refused.ValidUntil) return new No($"It was worth following until {refused.ValidUntil:u}.");
        if (market is not { Closed: false, AcceptingOrders: true }) return new No("The market takes no orders.");
        var lifetime = refused.TimeInForce;
        if (lifetime is TimeInForce.Gtc or TimeInForce.Gtd && refused.Shares < market.MinimumShares)
        {
            if (refused.Side == OrderSide.Buy) return new No($"The market's least order is {market.MinimumShares} shares now.");
            lifetime = TimeInForce.Fak;   // less than the minimum may not rest, but may still be sold at once
        }

        if (LimitOf(refused, market.Tick) is not { } limit) return new No($"The market's prices go in steps of {market.Tick} now, and none of them is within its limit.");
        if (refused.Shares.CostAt(limit) < market.MinimumNotional) return new No($"The market's least order is {market.MinimumNotional} dollars now.");
        if (limit == refused.Limit && market.Tick == refused.Tick && lifetime == refused.TimeInForce) return new NotYet();
        return new Go(refused with { Key = refused.Key.Again(), Limit = limit, Tick = market.Tick, NegRisk = market.NegRisk, TimeInForce = lifetime, Replaces = null });
    }

    private static Price? LimitOf(OrderIntent refused, TickSize tick)
    {
        var steps = refused.Limit.Value / tick.Value;
        var onGrid = (refused.Side == OrderSide.Buy ? decimal.Floor(steps) : decimal.Ceiling(steps)) * tick.Value;
        var within = refused.Side == OrderSide.Buy ? Math.Min(onGrid, tick.Highest.Value) : Math.Max(onGrid, tick.Lowest.Value);
        return within < tick.Lowest.Value || within > tick.Highest.Value ? null : Price.Of(within);
    }
}
