using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Trading.Canary;

/// <summary>Plans the one-dollar trial: a purchase just large enough that the venue also takes its sale, then that sale. Pure; whether an order may be placed is for the one authoriser to say.</summary>
public static class CanaryPlanner
{
    /// <summary>Tries to sell before the shares are left to their owner.</summary>
    public const int MostSells = 3;

    /// <summary>How long a market is looked for, from when it was asked for.</summary>
    public static readonly TimeSpan Search = TimeSpan.FromSeconds(40);

    /// <summary>How long somebody is waited for who buys the shares back, from when it was asked for.</summary>
    public static readonly TimeSpan LongestWaitForABid = TimeSpan.FromMinutes(10);

    private const int ShareDecimals = 2;
    private const decimal WidestSpread = 0.03m;
    private const decimal DepthFactor = 3m;
    private static readonly Usdc Margin = Usdc.Of(0.03m);   // what rounding to cents and hundredths may take
    private static readonly TimeSpan LeastLife = TimeSpan.FromHours(1);
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenSells = TimeSpan.FromSeconds(3);   // the venue learns of settled shares a moment after the chain

    /// <summary>The cheapest purchase among these books; an end with the reason when there is none, or when the cap is below it.</summary>
    /// <param name="canary">Its id.</param>
    /// <param name="candidates">Markets with their books.</param>
    /// <param name="cap">The most that one order may cost; null without a grant.</param>
    /// <param name="now">UTC.</param>
    public static CanaryStep Buy(Guid canary, IReadOnlyList<(Market Market, OrderBook Book)> candidates, Usdc? cap, DateTimeOffset now)
    {
        if (cap is not { } most) return new CanaryStep.End("No spending is allowed, so nothing was bought: set your caps.");
        var plans = candidates.Select(candidate => Plan(canary, candidate.Market, candidate.Book, now)).OfType<Purchase>().OrderBy(plan => plan.Cost).ToList();
        if (plans.Count == 0) return new CanaryStep.End("No market with a small spread was found just now, so nothing was bought: try again in a few minutes.");
        return plans.FirstOrDefault(plan => plan.Order.Notional <= most) is { } affordable
            ? new CanaryStep.Place(affordable.Order)
            : new CanaryStep.End($"Buying enough that the venue also takes the sale costs {plans.Min(plan => plan.Order.Notional).ToDollars()}, and your cap for one order is {most.ToDollars()}: raise it for the trial. Nothing was bought.");
    }

    /// <summary>What comes after the purchase was written.</summary>
    public static CanaryStep Next(CanaryFacts facts)
    {
        if (facts.Buy.IsUnderWay) return new CanaryStep.Wait();
        if (facts.Buy.Standing == Shares.Zero) return new CanaryStep.End(Sentence("Nothing was bought", facts.Buy.Refusal));
        if (facts.Buy.Unsettled > Shares.Zero || facts.Sells.Any(sell => sell.IsUnderWay || sell.Unsettled > Shares.Zero)) return new CanaryStep.Wait();
        var sold = facts.Sells.Any(sell => sell.Standing > Shares.Zero);
        var left = Shares.RoundDown(facts.Free.Quantity, ShareDecimals);
        if (left == Shares.Zero) return sold ? new CanaryStep.End(null) : new CanaryStep.Wait();   // the lot follows the settlement
        if (facts.Sells.Count >= MostSells) return Kept(left, facts.Sells[^1].Refusal);
        if (facts.Sells.Count > 0 && facts.Now < facts.Sells[^1].ChangedAt + BetweenSells) return new CanaryStep.Wait();
        if (facts is { Market: { AcceptingOrders: true, Closed: false } market, Book.BestBid: { } bid }) return new CanaryStep.Place(Sale(facts, market, bid, left));
        return facts.Now - facts.RequestedAt > LongestWaitForABid ? Kept(left, "nobody bids") : new CanaryStep.Wait();
    }

    private static Purchase? Plan(Guid canary, Market market, OrderBook book, DateTimeOffset now)
    {
        if (market.Closed || !market.AcceptingOrders || market.EndsAt < now + LeastLife) return null;
        if (book is not { BestBid: { } bid, BestAsk: { } ask } || ask.Value - bid.Value is < 0m or > WidestSpread || bid.Value < 0.1m || ask.Value > 0.9m) return null;
        var (buyLimit, sellLimit) = (Near(ask.Value + market.Tick.Value, market.Tick), Near(bid.Value - market.Tick.Value, market.Tick));
        var shares = Shares.RoundUp((market.MinimumNotional + Margin).Amount / sellLimit.Value, ShareDecimals);
        var wanted = shares.Quantity * DepthFactor;
        if (book.Asks.Where(level => level.Price <= buyLimit).Sum(level => level.Size.Quantity) < wanted || book.Bids.Where(level => level.Price >= sellLimit).Sum(level => level.Size.Quantity) < wanted) return null;
        var cost = (shares.Quantity * (ask.Value - bid.Value)) + Fee(market, shares, ask) + Fee(market, shares, bid);
        return new(Order(CanaryKeys.Buy(canary), market, OrderSide.Buy, buyLimit, shares, now), cost);
    }

    private static OrderIntent Sale(CanaryFacts facts, Market market, Price bid, Shares shares)
    {
        var worst = bid.Value - (2 * market.Tick.Value);
        // The venue counts its least order at the limit: no lower than it must be while the bids can pay for it.
        if (market.MinimumNotional.Amount / shares.Quantity is var least && least <= bid.Value) worst = Math.Max(worst, decimal.Ceiling(least / market.Tick.Value) * market.Tick.Value);
        return Order(CanaryKeys.Sell(facts.Id, facts.Sells.Count + 1), market, OrderSide.Sell, Near(worst, market.Tick), shares, facts.Now);
    }

    private static OrderIntent Order(IdempotencyKey key, Market market, OrderSide side, Price limit, Shares shares, DateTimeOffset now) => new(
        key, OrderOrigin.Manual, CanaryKeys.Book, market.Condition, market.Token, market.NegRisk, side, limit, shares, market.Tick, TimeInForce.Fak, now + Validity, market.Title, market.Outcome);

    private static decimal Fee(Market market, Shares shares, Price price)
    {
        var fee = shares.Quantity * market.FeeRate;
        for (var i = 0; i < market.FeeExponent; i++) fee *= price.Value * (1m - price.Value);
        return fee;
    }

    private static Price Near(decimal value, TickSize tick) => Price.Of(Math.Clamp(value, tick.Lowest.Value, tick.Highest.Value));

    private static CanaryStep.End Kept(Shares left, string? why) => new(Sentence($"It bought, but {left} shares could not be sold; they are yours, under Positions", why));

    private static string Sentence(string what, string? why) => string.IsNullOrWhiteSpace(why) ? what + "." : $"{what}: {why.Trim().TrimEnd('.')}.";

    private sealed record Purchase(OrderIntent Order, decimal Cost);
}
