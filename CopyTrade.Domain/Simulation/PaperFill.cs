using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Simulation;

/// <summary>
/// Fills an order against a real book without touching it: level by level, never better than the book and never more
/// than it shows, with the taker fee of the market at the moment of the match and the venue's own minimums.
/// Pure: the book has been read by somebody else, after the delay that a real order would have had.
/// </summary>
public static class PaperFill
{
    /// <summary>The order arrives at the venue.</summary>
    /// <param name="order">With the amounts of a real order.</param>
    /// <param name="market">Grid, minimums and fee schedule.</param>
    /// <param name="book">The book on arrival; null when it could not be read.</param>
    /// <param name="taken">What this account took from displayed levels a moment ago: nobody can buy the same shares twice.</param>
    /// <param name="funds">What the account can spend.</param>
    /// <param name="model">How severe to be.</param>
    /// <param name="now">When it arrives.</param>
    public static PaperOutcome Arrive(
        PaperOrder order, Market market, OrderBook? book, IReadOnlyDictionary<Price, Shares> taken, PaperFunds funds, PaperModel model, DateTimeOffset now)
    {
        if (market.Closed || !market.AcceptingOrders) return Refuse(PaperRefusal.MarketNotOpen, "The market takes no orders.");
        if (!market.Tick.Contains(order.Limit)) return Refuse(PaperRefusal.OffGrid, $"The price {order.Limit} is not on the grid of {market.Tick}.");
        if (TooSmall(order, market) is { } small) return small;
        if (StaleBook(book, model, now) is { } stale) return stale;

        var levels = Levels(order, book!, taken);
        if (Lacking(order, market, levels, funds) is { } lack) return lack;
        var matches = Walk(order, market, levels);
        if (!order.MayRest && matches.Count == 0) return Refuse(PaperRefusal.NoMatch, "Nothing in the book is within the limit.");
        if (order.TimeInForce == TimeInForce.Fok && !IsWhole(order, matches)) return Refuse(PaperRefusal.NoMatch, "The book does not hold the whole order within its limit.");

        var result = new PaperOutcome.Taken(matches, order.MayRest && matches.Aggregate(Shares.Zero, (sum, match) => sum + match.Shares) < order.Shares);
        return order.Side == OrderSide.Buy && Usdc.RoundUp(result.Dollars) + result.Fees > funds.Cash
            ? Refuse(PaperRefusal.InsufficientBalance, $"The order and its fees are ${Usdc.RoundUp(result.Dollars) + result.Fees}; ${funds.Cash} of paper money is free.")
            : result;
    }

    /// <summary>
    /// A look at the book for an order that rests. It fills at its own limit, with no fee, and only from depth on the
    /// other side that was not there at the last look: shares that stand there for long would have met us long ago.
    /// </summary>
    /// <param name="side">Of the resting order.</param>
    /// <param name="limit">Its price.</param>
    /// <param name="remaining">Shares that wait.</param>
    /// <param name="depthSeen">Depth beyond the limit at the last look.</param>
    /// <param name="book">The book now.</param>
    /// <param name="model">How severe to be.</param>
    /// <param name="now">When it is looked at.</param>
    /// <returns>What fills, and the depth to remember; null when the book is too old to say.</returns>
    public static (PaperMatch? Match, Shares DepthSeen)? Rest(OrderSide side, Price limit, Shares remaining, Shares depthSeen, OrderBook? book, PaperModel model, DateTimeOffset now)
    {
        if (StaleBook(book, model, now) is not null) return null;
        var depth = (side == OrderSide.Buy ? book!.Asks : book!.Bids)
            .Where(level => IsThrough(side, level.Price, limit, model))
            .Aggregate(Shares.Zero, (sum, level) => sum + level.Size);
        var fresh = depth > depthSeen ? depth - depthSeen : Shares.Zero;
        var filled = Shares.Min(remaining, fresh);
        return (filled > Shares.Zero ? new PaperMatch(limit, filled, Usdc.Zero) : null, depth);
    }

    private static bool IsThrough(OrderSide side, Price opposite, Price limit, PaperModel model) =>
        (model.FillsAtTouch && opposite == limit) || (side == OrderSide.Buy ? opposite < limit : opposite > limit);

    private static PaperOutcome.Refused? TooSmall(PaperOrder order, Market market)
    {
        if (order.MayRest)
            return order.Shares < market.MinimumShares ? Refuse(PaperRefusal.BelowMinimum, $"{order.Shares} shares are below the market's minimum of {market.MinimumShares}.") : null;
        var dollars = order.Budget ?? order.Shares.ProceedsAt(order.Limit);
        return dollars < market.MinimumNotional ? Refuse(PaperRefusal.BelowMinimum, $"${dollars} is below the venue's minimum of ${market.MinimumNotional} for an order that may not rest.") : null;
    }

    private static PaperOutcome.Refused? StaleBook(OrderBook? book, PaperModel model, DateTimeOffset now) =>
        book is null ? Refuse(PaperRefusal.NoFreshBook, "The book could not be read, so nothing can be said about a fill.")
        : now - book.ReadAt > model.MaxBookAge
            ? Refuse(PaperRefusal.NoFreshBook, string.Create(CultureInfo.InvariantCulture, $"The book is {(now - book.ReadAt).TotalSeconds:0.#} s old; at most {model.MaxBookAge.TotalSeconds:0.#} s are allowed."))
            : null;

    private static List<BookLevel> Levels(PaperOrder order, OrderBook book, IReadOnlyDictionary<Price, Shares> taken)
    {
        var levels = new List<BookLevel>();
        foreach (var level in order.Side == OrderSide.Buy ? book.Asks : book.Bids)
        {
            if (order.Side == OrderSide.Buy ? level.Price > order.Limit : level.Price < order.Limit) break;
            var used = taken.TryGetValue(level.Price, out var shares) ? shares : Shares.Zero;
            if (level.Size > used) levels.Add(level with { Size = level.Size - used });
        }

        return levels;
    }

    // As the venue asks: the dollars of the order and the fee at the best price, before it looks for a match.
    private static PaperOutcome.Refused? Lacking(PaperOrder order, Market market, List<BookLevel> levels, PaperFunds funds)
    {
        if (order.Side == OrderSide.Sell)
            return funds.Shares < order.Shares ? Refuse(PaperRefusal.InsufficientBalance, $"The order sells {order.Shares} shares; {funds.Shares} are free and settled.") : null;
        var price = levels.Count > 0 ? levels[0].Price : order.Limit;
        var shares = order.Budget is { } budget && price.Value > 0m ? Shares.RoundDown(budget.Amount / price.Value) : order.Shares;
        var needed = order.Dollars + PlatformFee.Charged(shares, price, market.FeeRate, market.FeeExponent);
        return funds.Cash < needed ? Refuse(PaperRefusal.InsufficientBalance, $"The order needs ${needed}; ${funds.Cash} of paper money is free.") : null;
    }

    private static List<PaperMatch> Walk(PaperOrder order, Market market, List<BookLevel> levels)
    {
        var matches = new List<PaperMatch>();
        var (shares, dollars) = (Shares.Zero, 0m);
        foreach (var level in levels)
        {
            if (level.Price.Value <= 0m) continue;
            var wanted = order.Budget is { } budget ? Shares.RoundDown((budget.Amount - dollars) / level.Price.Value) : order.Shares - shares;
            var filled = Shares.Min(wanted, level.Size);
            if (filled == Shares.Zero) break;
            matches.Add(new(level.Price, filled, PlatformFee.Charged(filled, level.Price, market.FeeRate, market.FeeExponent)));
            (shares, dollars) = (shares + filled, dollars + (filled.Quantity * level.Price.Value));
        }

        return matches;
    }

    // A budget is spent when what is left of it buys no millionth of a share any more.
    private static bool IsWhole(PaperOrder order, List<PaperMatch> matches) => order.Budget is { } budget
        ? Shares.RoundDown((budget.Amount - matches.Sum(match => match.Shares.Quantity * match.Price.Value)) / matches[^1].Price.Value) == Shares.Zero
        : matches.Aggregate(Shares.Zero, (sum, match) => sum + match.Shares) >= order.Shares;

    private static PaperOutcome.Refused Refuse(PaperRefusal reason, string detail) => new(reason, detail);
}
