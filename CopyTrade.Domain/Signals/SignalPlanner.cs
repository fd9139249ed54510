using System.Globalization;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Signals;

/// <summary>Turns an accepted intent into an order or a reason. Pure. Whether the order may be placed is still for the one authoriser to say.</summary>
public static class SignalPlanner
{
    private const int ShareDecimals = 2;
    private const decimal ShareStep = 0.01m;

    /// <summary>Checks in this order: age, market, book (R1.11), size (R1.10, R1.12, R1.13), budget.</summary>
    public static SignalDecision Plan(SignalInput input)
    {
        var (intent, terms) = (input.Intent, input.Profile.Terms);
        if (input.Now - intent.At > terms.MaxAge) return Rejected(SignalReject.Stale, $"It waited until it was older than {terms.MaxAgeSeconds} s.", new());
        if (Untradable(input) is { } why) return Rejected(SignalReject.MarketUnknown, why, new());
        var guard = BookVerdict.Of(intent.Side, input.Book, intent.ObservedPrice, intent.PriceLimit, terms.MaxSlippagePercent);
        var trace = new SignalTrace(Observed: intent.ObservedPrice, Current: guard.Current, SlippagePercent: guard.SlippagePercent is { } percent ? decimal.Round(percent, 4) : null);
        if (guard.Reject is { } code) return Rejected(code, guard.Message, trace);
        var decision = intent.Side == OrderSide.Buy ? Buy(input, guard.Current!.Value, trace) : Sell(input, guard.Current!.Value, trace);
        return decision is SignalDecision.Place place && terms.IsObserveOnly ? new SignalDecision.Observe(place.Intent, place.Values) : decision;
    }

    private static string? Untradable(SignalInput input) => input.Market switch
    {
        null => "The venue knows no such market or token.",
        { Closed: true } or { AcceptingOrders: false } => "The market takes no orders.",
        { EndsAt: { } end } when input.Now > end => $"The market ended at {end.UtcDateTime.ToString("u", CultureInfo.InvariantCulture)}.",
        _ => null,
    };

    private static SignalDecision Buy(SignalInput input, Price best, SignalTrace trace)
    {
        var (terms, market) = (input.Profile.Terms, input.Market!);
        var (theirs, intents) = Theirs(input);
        var (wanted, formula) = terms.Sizing.For(theirs);
        if (intents > 1) formula = string.Create(CultureInfo.InvariantCulture, $"{formula}, {intents} intents together");
        var least = Usdc.Max(terms.MinOrder, market.MinimumNotional);
        trace = trace with { TheirUsd = theirs, Wanted = wanted, Formula = formula, Intents = intents > 1 ? intents : null };
        if (terms.Aggregates && (theirs < terms.MinOrder || (wanted < least && terms.Sizing is not SignalSizing.Fixed))) return new SignalDecision.Wait(trace);
        if (!terms.IsObserveOnly || input.Snapshot.FreeCollateral is not null)
        {
            if (input.Snapshot.FreeCollateral is not { } free) return Rejected(SignalReject.BalanceUnknown, "Our balance at the venue is not known yet: connect a wallet and wait until it is ready.", trace);
            if (free < wanted) trace = trace with { Wanted = wanted = Usdc.Max(free, Usdc.Zero), Formula = $"{formula}, balance ${free}" };
        }

        var limit = LimitForBuy(input, wanted, best);
        if (wanted < least) return Rejected(SignalReject.SizeBelowMinimum, $"{trace.Formula}: under the smallest order of ${least}.", trace);
        var shares = Shares.RoundDown(wanted.Amount / limit.Value, ShareDecimals);
        // Cutting to whole hundredths may fall under the venue's floor by a fraction of a cent.
        if (shares.CostAt(limit) < least) shares += Shares.Of(ShareStep);
        trace = trace with { Shares = shares, Limit = limit };
        var cost = shares.CostAt(limit);
        if (input.Snapshot.FreeCollateral is { } balance && cost > balance) return Rejected(SignalReject.SizeBelowMinimum, $"The balance of ${balance} does not pay for the smallest order.", trace);
        if (terms.DailyBudget is { } budget && input.Snapshot.BudgetUsed + cost > budget)
            return Rejected(SignalReject.BudgetExceeded, $"${input.Snapshot.BudgetUsed} of the profile's ${budget} are used in the last 24 hours; this order is ${cost}.", trace);
        return new SignalDecision.Place(Order(input, market, shares, limit), trace);
    }

    // What waited counts with it, up to the largest intent that the profile takes at all (R1.22).
    private static (Usdc Dollars, int Intents) Theirs(SignalInput input)
    {
        var (terms, own, waiting) = (input.Profile.Terms, input.Intent.TheirUsd, input.Snapshot.Waiting ?? SignalGroup.None);
        return !terms.Aggregates || waiting.Members == 0 ? (own, 1) : (Usdc.Max(own, Usdc.Min(own + waiting.Dollars, terms.MaxUsdc)), waiting.Members + 1);
    }

    private static SignalDecision Sell(SignalInput input, Price best, SignalTrace trace)
    {
        var (intent, held) = (input.Intent, input.Snapshot.HeldShares);
        var fraction = FractionOf(intent);
        trace = trace with { Fraction = fraction, Held = held };
        if (held == Shares.Zero) return Rejected(SignalReject.NoTrackedPurchases, "This profile holds nothing of it that was bought for this trader: no tracked purchases.", trace);
        var shares = Shares.RoundDown(held.Quantity * fraction, ShareDecimals);
        trace = trace with { Formula = $"{held} held × {fraction.ToString("0.####", CultureInfo.InvariantCulture)} = {shares}" };
        if (shares == Shares.Zero) return Rejected(SignalReject.SizeBelowMinimum, $"{trace.Formula}: less than the smallest part of a share that can be sold.", trace);
        var limit = LimitForSell(input, shares, best);
        return new SignalDecision.Place(Order(input, input.Market!, shares, limit), trace with { Shares = shares, Limit = limit });
    }

    /// <summary>Tokens sold over tokens held before the trade, 0 to 1; everything when that is not known (R1.13).</summary>
    public static decimal FractionOf(SignalIntent intent) =>
        intent is { SizeTokens: { } sold, Metadata.TraderPositionSize: { Quantity: > 0m } before } ? decimal.Round(Math.Clamp(sold.Quantity / before.Quantity, 0m, 1m), 12, MidpointRounding.ToZero) : 1m;

    // The level that our dollars reach in the book, but never worse than intent and profile allow. Not simply the worst
    // allowed price: the venue limits such a purchase by dollars, and a limit far from the book would buy more shares than the ledger says.
    private static Price LimitForBuy(SignalInput input, Usdc wanted, Price best)
    {
        var (tick, percent) = (input.Market!.Tick, input.Profile.Terms.MaxSlippagePercent);
        var reached = MarketPrice.ForBuy(input.Book!.Asks, wanted, TimeInForce.Fak)?.Value ?? best.Value;
        var allowed = Math.Min(input.Intent.PriceLimit?.Value ?? 1m, input.Intent.ObservedPrice is { Value: > 0m } seen ? seen.Value * (1m + (percent / 100m)) : 1m);
        var steps = decimal.Round(Math.Min(reached, allowed) / tick.Value, 0, MidpointRounding.ToZero) * tick.Value;
        return Price.Of(Math.Clamp(steps, tick.Lowest.Value, tick.Highest.Value));
    }

    private static Price LimitForSell(SignalInput input, Shares shares, Price best)
    {
        var (tick, percent) = (input.Market!.Tick, input.Profile.Terms.MaxSlippagePercent);
        var reached = MarketPrice.ForSell(input.Book!.Bids, shares, TimeInForce.Fak)?.Value ?? best.Value;
        var allowed = Math.Max(input.Intent.PriceLimit?.Value ?? 0m, input.Intent.ObservedPrice is { Value: > 0m } seen ? seen.Value * (1m - (percent / 100m)) : 0m);
        var steps = decimal.Round(Math.Max(reached, allowed) / tick.Value, 0, MidpointRounding.ToPositiveInfinity) * tick.Value;
        return Price.Of(Math.Clamp(steps, tick.Lowest.Value, tick.Highest.Value));
    }

    // What is there now and no more: nothing of a stranger's idea rests in the book.
    private static OrderIntent Order(SignalInput input, Market market, Shares shares, Price limit) => new(
        SignalKeys.For(input.Profile.Id, input.Intent.Id),
        OrderOrigin.Signal,
        SignalKeys.BookOf(input.Profile.Name, input.Intent.Trader),
        market.Condition,
        market.Token,
        market.NegRisk,
        input.Intent.Side,
        limit,
        shares,
        market.Tick,
        TimeInForce.Fak,
        input.Intent.At + input.Profile.Terms.MaxAge,
        market.Title,
        market.Outcome ?? input.Intent.Outcome);

    private static SignalDecision.Reject Rejected(SignalReject code, string message, SignalTrace trace) => new(code, message, trace);
}
