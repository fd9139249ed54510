using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Decides what we do about a target's fill. Pure: the same input gives the same decision at any time (R0.4).</summary>
/// <remarks>The checks run in the order in which <see cref="SkipReason"/> is declared; the first that fails is the answer (R0.29).</remarks>
public static class MirrorPlanner
{
    /// <summary>The answer to one fill for one follower.</summary>
    public static MirrorDecision Plan(MirrorInput input)
    {
        if (input.Snapshot.AlreadyDecided) return Refused(SkipReason.AlreadyPlaced);
        if (input.Now - input.Fill.FilledAt > input.AgeLimit) return Refused(SkipReason.FillTooOld);
        if (input.Market is not { AcceptingOrders: true, Closed: false } market) return Refused(SkipReason.MarketUnknown);
        if (market.RulesOnly && input.Fill.Side == OrderSide.Buy) return Refused(SkipReason.MarketUnknown);
        if (input.HeedsEnd && market.EndsAt is { } end && input.Now > end) return Refused(SkipReason.MarketPastEndDate);
        if (EntryGates.EndsSoon(input, market)) return Refused(SkipReason.MarketEndsSoon);
        if (market.Tick.Nearest(input.Fill.Price) is not { } price) return Refused(SkipReason.PriceOutsideClobBounds);
        return input.Fill.Side == OrderSide.Buy ? Buy(input, market, price) : Sell(input, market, price);
    }

    /// <summary>What the fill means for our holding; <see cref="MirrorBranch.None"/> when the holding is not known or a sale meets nothing (R0.24).</summary>
    public static MirrorBranch BranchOf(OrderSide side, MirrorSnapshot snapshot) => (side, snapshot) switch
    {
        (OrderSide.Sell, { HeldShares.Quantity: > 0m }) => MirrorBranch.SellClose,
        (OrderSide.Sell, _) or (_, { HeldShares: null }) => MirrorBranch.None,
        (_, { HeldShares.Quantity: > 0m }) => MirrorBranch.Layer,
        (_, { HeldOppositeShares.Quantity: > 0m }) => MirrorBranch.Hedge,
        _ => MirrorBranch.NewEntry,
    };

    private static MirrorDecision.Skip Refused(SkipReason reason) => new(reason, MirrorBranch.None, null);

    private static MirrorDecision Buy(MirrorInput input, Market market, Price price)
    {
        var branch = BranchOf(OrderSide.Buy, input.Snapshot);
        if (EntryGates.BeforeSizing(input, market, branch) is { } gate) return new MirrorDecision.Skip(gate, branch, null);
        var lifetime = input.Counting.OrderType ?? TimeInForce.Gtc;
        var limit = LimitOf(input, market, price, lifetime);
        var replaced = EntryGates.Replaced(input, limit);
        if (replaced is not null) input = input with { Snapshot = input.Snapshot.Without(replaced) };
        var size = EntrySize.Of(input, branch, market, limit, lifetime);
        if ((SizeObstacle(input, size) ?? EntryGates.AfterSizing(input, size)) is { } reason) return new MirrorDecision.Skip(reason, branch, size.Trace);
        var words = branch switch { MirrorBranch.Layer => "layer_scale_in", MirrorBranch.Hedge => "hedge_followup", _ => "ok" };
        var rests = lifetime == TimeInForce.Gtc && input.Counting.RestingMinutes is > 0 and var minutes ? input.Now.AddMinutes(minutes) : (DateTimeOffset?)null;
        var intent = Intent(input, market, limit, size.Shares, lifetime) with { RestingUntil = rests, Replaces = replaced?.Id };
        return new MirrorDecision.Place(intent, branch, words, size.Trace);
    }

    // What is too small by itself may wait for more of its kind; everything else that the size brings up is final.
    private static SkipReason? SizeObstacle(MirrorInput input, EntrySize size)
    {
        if (size.Refusal is { } refusal && refusal != SkipReason.BelowMarketMin) return refusal;
        var waits = input.Counting.Aggregates;
        if (waits && (EntryGates.IsUnderTheirMinimum(input) || size.IsSmall || size.Refusal == SkipReason.BelowMarketMin)) return SkipReason.Accumulating;
        if (!size.ReachesFloor) return SkipReason.BelowMarketMin;
        return EntryGates.IsUnderOwnMinimum(input, size.Cost) ? waits ? SkipReason.Accumulating : SkipReason.BelowOwnMinimum : null;
    }

    // An order that may not rest has to reach what is offered; one that rests waits at their price.
    private static Price LimitOf(MirrorInput input, Market market, Price price, TimeInForce lifetime)
    {
        if (lifetime is TimeInForce.Gtc or TimeInForce.Gtd || input.Counting.MaxSlippagePercent is not { } slippage || slippage <= 0m) return price;
        var reach = price.Value * (1m + (slippage / 100m));
        var steps = decimal.Floor(Math.Min(reach, market.Tick.Highest.Value) / market.Tick.Value);
        var limit = Price.Of(steps * market.Tick.Value);
        return limit > price ? limit : price;
    }

    private static MirrorDecision Sell(MirrorInput input, Market market, Price price)
    {
        var exit = ExitSize.Of(input, market);
        if (exit.Refusal is { } reason) return new MirrorDecision.Skip(reason, exit.Trace is null ? MirrorBranch.None : MirrorBranch.SellClose, exit.Trace);
        // Less than the minimum may not rest, but may still be sold at once.
        var lifetime = exit.Shares < market.MinimumShares ? TimeInForce.Fak : input.Counting.OrderType ?? TimeInForce.Gtc;
        var limit = ExitLimitOf(input, market, price, exit.Shares, lifetime);
        return new MirrorDecision.Place(Intent(input, market, limit, exit.Shares, lifetime), MirrorBranch.SellClose, "sell_closed_position", exit.Trace!);
    }

    // They took the bids at their price: what may not rest has to reach those under it. The venue counts its least order at the
    // limit, so that one which gives way too far would have a small sale refused.
    private static Price ExitLimitOf(MirrorInput input, Market market, Price price, Shares shares, TimeInForce lifetime)
    {
        if (lifetime is TimeInForce.Gtc or TimeInForce.Gtd || input.ExitReachPercent is not { } percent) return price;
        var worst = Math.Max(price.Value * (1m - (percent / 100m)), market.Tick.Lowest.Value);
        if (market.MinimumNotional.Amount / shares.Quantity is var least && least <= price.Value) worst = Math.Max(worst, least);
        var limit = Price.Of(decimal.Ceiling(worst / market.Tick.Value) * market.Tick.Value);
        return limit < price ? limit : price;
    }

    private static OrderIntent Intent(MirrorInput input, Market market, Price limit, Shares shares, TimeInForce lifetime) => new(
        MirrorKeys.For(input.Target.Key, input.Fill.Id),
        OrderOrigin.Mirror,
        MirrorKeys.BookOf(input.Target.Key),
        input.Fill.Condition,
        input.Fill.Token,
        market.NegRisk,
        input.Fill.Side,
        limit,
        shares,
        market.Tick,
        lifetime,
        input.Fill.FilledAt + input.AgeLimit,
        market.Title ?? input.Fill.Title,
        market.Outcome ?? input.Fill.Outcome);
}
