using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Alerts;

/// <summary>Makes orders of what an alert wants (R4.18). Pure. Whether they may be placed is still for the one authoriser to say.</summary>
public static class AlertOrderPlanner
{
    private const int ShareDecimals = 2;
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);

    /// <summary>Orders that take what the book has now and no more; nothing of an alert rests in it.</summary>
    public static AlertPlan Plan(AlertOrderFacts facts) => Obstacle(facts) is { } reason ? new AlertPlan.Refuse(reason)
        : facts.Wish.Side == OrderSide.Buy ? Buy(facts, facts.Market!, facts.Book!)
        : Sell(facts, facts.Market!, facts.Book!);

    private static string? Obstacle(AlertOrderFacts facts) => facts switch
    {
        _ when facts.Now - facts.ReceivedAt > TimeSpan.FromSeconds(facts.Wish.MostAgeSeconds) => $"The alert is older than the {facts.Wish.MostAgeSeconds} s in which it may be carried out.",
        { Market: null } => "The venue knows no such market or outcome.",
        { Market: { Closed: true } or { AcceptingOrders: false } } => "The market takes no orders.",
        { Market.EndsAt: { } end } when facts.Now > end => "The market has ended.",
        { Book: null } => "The venue has no book of this outcome.",
        _ => null,
    };

    private static AlertPlan Buy(AlertOrderFacts facts, Market market, OrderBook book)
    {
        var wish = facts.Wish;
        if (book.BestAsk is not { } best) return new AlertPlan.Refuse("Nobody sells.");
        var allowed = Math.Min(wish.Limit?.Value ?? 1m, best.Value * (1m + (wish.SlippagePercent / 100m)));
        if (best.Value > allowed) return new AlertPlan.Refuse(Words($"The best ask of {best} is above the limit of {wish.Limit}."));
        var reached = (wish.Dollars is { } dollars ? MarketPrice.ForBuy(book.Asks, dollars, TimeInForce.Fak) : MarketPrice.ForSell(book.Asks, wish.Quantity!.Value, TimeInForce.Fak)) ?? best;
        var limit = market.Tick.At(decimal.Floor(Math.Min(reached.Value, allowed) / market.Tick.Value));
        var shares = wish.Quantity ?? Shares.RoundDown(wish.Dollars!.Value.Amount / limit.Value, ShareDecimals);
        var cost = shares.CostAt(limit);
        return cost < market.MinimumNotional
            ? new AlertPlan.Refuse(Words($"{shares} shares at {limit} are ${cost}, and the venue's smallest order is ${market.MinimumNotional}."))
            : new AlertPlan.Place([Order(facts, market, AlertKeys.BookOf(facts.Source), shares, limit)]);
    }

    // Reduce-only: never more than is held and free, book by book.
    private static AlertPlan Sell(AlertOrderFacts facts, Market market, OrderBook book)
    {
        var wish = facts.Wish;
        var held = facts.Holdings.Aggregate(Shares.Zero, (sum, holding) => sum + holding.Free);
        var left = Shares.RoundDown((wish.Quantity is { } asked ? Shares.Min(asked, held) : held).Quantity, ShareDecimals);
        if (left == Shares.Zero) return new AlertPlan.Refuse("Nothing of it is held that could be sold now.");
        if (book.BestBid is not { } best) return new AlertPlan.Refuse("Nobody buys.");
        if (wish.Limit is { } limit && best < limit) return new AlertPlan.Refuse(Words($"The best bid of {best} is below the limit of {limit}."));
        var executable = PriceReader.Read(PriceSource.Executable, book, null, left).Value ?? best;
        var worst = Math.Max(wish.Limit?.Value ?? 0m, executable.Value * (1m - (wish.SlippagePercent / 100m)));
        var price = market.Tick.At(decimal.Ceiling(worst / market.Tick.Value));
        var orders = new List<OrderIntent>();
        foreach (var holding in facts.Holdings)
        {
            var part = Shares.RoundDown(Shares.Min(left, holding.Free).Quantity, ShareDecimals);
            if (part == Shares.Zero) continue;
            orders.Add(Order(facts, market, holding.Book, part, price));
            left -= part;
        }

        return new AlertPlan.Place(orders);
    }

    private static string Words(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static OrderIntent Order(AlertOrderFacts facts, Market market, string book, Shares shares, Price limit) => new(
        AlertKeys.For(facts.Alert, book),
        OrderOrigin.Alert,
        book,
        market.Condition,
        market.Token,
        market.NegRisk,
        facts.Wish.Side,
        limit,
        shares,
        market.Tick,
        TimeInForce.Fak,
        facts.Now + Validity,
        market.Title,
        market.Outcome);
}
