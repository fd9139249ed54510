using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Rules;

/// <summary>Says what an exit does next. Pure and total. Whether an order may be placed is still for the one authoriser to say.</summary>
/// <remarks>One try at a time: while an order is on its way or its outcome is unknown there is no other. Each try reads the book
/// anew and bounds its price by it, so the exit follows a falling market but never falls into a hole of the book.</remarks>
public static class ExitPlanner
{
    /// <summary>Tries without a single share sold, after which the rule watches again (R4.12).</summary>
    public const int MostIdleTries = 3;

    private const int ShareDecimals = 2;
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Validity = TimeSpan.FromSeconds(30);

    /// <summary>The next step.</summary>
    public static ExitStep Next(ExitFacts facts)
    {
        if (facts.Orders.Any(order => order.IsUnderWay)) return new ExitStep.Wait(ExitWait.OrderUnderWay);
        var sold = facts.Orders.Aggregate(Shares.Zero, (sum, order) => sum + order.Matched);
        var free = facts.Holdings.Aggregate(Shares.Zero, (sum, holding) => sum + holding.Free);
        var resting = facts.Terms.TakesBack ? facts.Resting : Shares.Zero;
        var still = Remaining(facts.Terms.Action, sold, free + facts.Incoming + resting);
        if (still == Shares.Zero) return facts.Outgoing > Shares.Zero ? new ExitStep.Wait(ExitWait.Settling) : End(sold, Shares.Zero, "Nothing is held any more: something else sold the shares first.");
        if (facts.IsResolved || facts.Market is { Closed: true }) return End(sold, still, "The market ended before anything was sold.");
        if (LastRefusal(facts.Orders) is { } refusal) return End(sold, still, refusal);
        if (sold == Shares.Zero && Tries(facts.Orders) >= MostIdleTries) return new ExitStep.GiveUp(IsForGood: false, $"Nothing was sold in {MostIdleTries} tries.");
        return Obstacle(facts, free, resting) is { } wait ? new ExitStep.Wait(wait) : Sell(facts, sold, Shares.Min(still, free), takesBack: still > free && resting > Shares.Zero);
    }

    private static Shares Remaining(ExitAction action, Shares sold, Shares held) => action is ExitAction.SellPart { Amount: var amount }
        ? Shares.Min(amount > sold ? amount - sold : Shares.Zero, held)
        : held;

    private static ExitStep End(Shares sold, Shares left, string nothingSold) =>
        sold > Shares.Zero ? new ExitStep.Done(sold, left) : new ExitStep.GiveUp(IsForGood: true, nothingSold);

    private static string? LastRefusal(IReadOnlyList<ExitOrder> orders)
    {
        var last = Tries(orders);
        return orders.Where(order => order.Attempt == last).Select(ExitRefusals.ForGood).FirstOrDefault(refusal => refusal is not null);
    }

    private static int Tries(IReadOnlyList<ExitOrder> orders) => orders.Count == 0 ? 0 : orders.Max(order => order.Attempt);

    private static ExitWait? Obstacle(ExitFacts facts, Shares free, Shares resting) => facts switch
    {
        { IsReady: false } => ExitWait.WalletNotReady,
        { Market: null or { AcceptingOrders: false } } => ExitWait.MarketPaused,
        _ when free == Shares.Zero => resting > Shares.Zero ? ExitWait.OtherSale : ExitWait.Settling,
        _ when facts.Orders.Count > 0 && facts.Now < facts.Orders.Max(order => order.ChangedAt) + PauseAfter(Tries(facts.Orders)) => ExitWait.Pace,
        { Book: null } => ExitWait.BookUnknown,
        { Book.BestBid: null } => ExitWait.NoBids,
        { Book.BestBid: { } best, Terms.Floor: { } floor } when best < floor => ExitWait.BelowFloor,
        _ => null,
    };

    private static TimeSpan PauseAfter(int tries) => TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(tries - 1, 8)));

    private static ExitStep Sell(ExitFacts facts, Shares sold, Shares wanted, bool takesBack)
    {
        var (market, book) = (facts.Market!, facts.Book!);
        var executable = PriceReader.Read(PriceSource.Executable, book, null, wanted).Value!.Value;
        var attempt = Tries(facts.Orders) + 1;
        var (orders, left) = (new List<OrderIntent>(), wanted);
        foreach (var holding in facts.Holdings)
        {
            var part = Shares.RoundDown(Shares.Min(left, holding.Free).Quantity, ShareDecimals);
            if (part == Shares.Zero || IsTooSmall(facts.Orders, holding.Book)) continue;
            orders.Add(Order(facts, market, attempt, holding.Book, part, LimitFor(facts.Terms, market, part, executable)));
            left -= part;
        }

        return orders.Count > 0 ? new ExitStep.Place(attempt, orders, takesBack)
            : takesBack ? new ExitStep.Wait(ExitWait.OtherSale)
            : facts.Incoming > Shares.Zero ? new ExitStep.Wait(ExitWait.Settling)
            : End(sold, wanted, "What is held is less than the venue's smallest order.");
    }

    // Only the venue knows its least sale: reports of one dollar are not verified, and a guess here would leave shares unsold that can be sold.
    private static bool IsTooSmall(IReadOnlyList<ExitOrder> orders, string book) =>
        orders.LastOrDefault(order => order.Book == book) is { Refusal: VenueErrorCode.BelowMinOrderSize };

    // Up to the grid: never under what its owner allows. The venue counts its least order at the limit, so that a limit which
    // gives way too far would have a small sale refused that the bids can pay for.
    private static Price LimitFor(RuleTerms terms, Market market, Shares part, Price executable)
    {
        var tick = market.Tick;
        var worst = Math.Max(terms.Floor?.Value ?? 0m, executable.Value * (1m - (terms.MaxSlippagePercent / 100m)));
        if (market.MinimumNotional.Amount / part.Quantity is var least && least <= executable.Value) worst = Math.Max(worst, least);
        var onGrid = decimal.Ceiling(worst / tick.Value) * tick.Value;
        return Price.Of(Math.Clamp(onGrid, tick.Lowest.Value, tick.Highest.Value));
    }

    // What the bids take now and no more: nothing of a stop rests in the book.
    private static OrderIntent Order(ExitFacts facts, Market market, int attempt, string book, Shares shares, Price limit) => new(
        RuleKeys.For(facts.Rule, facts.Exit, attempt, book),
        OrderOrigin.Rule,
        book,
        market.Condition,
        market.Token,
        market.NegRisk,
        OrderSide.Sell,
        limit,
        shares,
        market.Tick,
        TimeInForce.Fak,
        facts.Now + Validity,
        market.Title,
        market.Outcome);
}
