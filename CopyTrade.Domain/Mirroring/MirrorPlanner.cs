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
        if (input.Now - input.Fill.FilledAt > input.MaxFillAge) return Refused(SkipReason.FillTooOld);
        if (input.Market is not { AcceptingOrders: true, Closed: false } market) return Refused(SkipReason.MarketUnknown);
        if (market.EndsAt is { } end && input.Now > end) return Refused(SkipReason.MarketPastEndDate);
        if (market.Tick.Nearest(input.Fill.Price) is not { } limit) return Refused(SkipReason.PriceOutsideClobBounds);
        return input.Fill.Side == OrderSide.Buy ? Buy(input, market, limit) : Sell(input, market, limit);
    }

    /// <summary>What the fill means for our holding; <see cref="MirrorBranch.None"/> when the holding is not known or a sale meets nothing.</summary>
    public static MirrorBranch BranchOf(OrderSide side, MirrorSnapshot snapshot) => (side, snapshot) switch
    {
        (OrderSide.Sell, { HeldShares.Quantity: > 0m }) => MirrorBranch.SellClose,
        (OrderSide.Sell, _) or (_, { HeldShares: null }) => MirrorBranch.None,
        (_, { HeldShares.Quantity: > 0m }) => MirrorBranch.Layer,
        (_, { HeldOppositeShares.Quantity: > 0m }) => MirrorBranch.Hedge,
        _ => MirrorBranch.NewEntry,
    };

    private static MirrorDecision.Skip Refused(SkipReason reason) => new(reason, MirrorBranch.None, null);

    private static MirrorDecision Buy(MirrorInput input, Market market, Price limit)
    {
        var branch = BranchOf(OrderSide.Buy, input.Snapshot);
        var size = EntrySize.Of(input.Target.Sizing, input.Fill, market, limit, input.Target.MaxPerTrade, input.Snapshot);
        if (FirstObstacle(input, size) is { } reason) return new MirrorDecision.Skip(reason, branch, size.Trace);
        var words = branch switch { MirrorBranch.Layer => "layer_scale_in", MirrorBranch.Hedge => "hedge_followup", _ => "ok" };
        return new MirrorDecision.Place(Intent(input, market, limit, size.Shares, TimeInForce.Gtc), branch, words, size.Trace);
    }

    private static SkipReason? FirstObstacle(MirrorInput input, EntrySize size) =>
        !size.ReachesFloor ? SkipReason.BelowMarketMin
        : !size.FitsCeiling ? SkipReason.PositionCapReached
        : !size.IsCovered ? SkipReason.InsufficientBalance
        : input.Snapshot.RestingOrders > 0 ? SkipReason.AlreadyResting
        : null;

    // Without the target's position before its trade the fraction it sold is unknown, so all that we hold through it is closed (R1.13).
    private static MirrorDecision Sell(MirrorInput input, Market market, Price limit)
    {
        var shares = Shares.RoundDown(input.Snapshot.HeldShares?.Quantity ?? 0m, EntrySize.ShareDecimals);
        if (shares == Shares.Zero) return Refused(SkipReason.SellWithoutPosition);
        // Less than the minimum may not rest, but may still be sold at once.
        var lifetime = shares >= market.MinimumShares ? TimeInForce.Gtc : TimeInForce.Fak;
        var trace = new SizingTrace(null, null, null, shares, $"all of {shares} held");
        return new MirrorDecision.Place(Intent(input, market, limit, shares, lifetime), MirrorBranch.SellClose, "sell_closed_position", trace);
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
        input.Fill.FilledAt + input.MaxFillAge,
        market.Title ?? input.Fill.Title,
        market.Outcome ?? input.Fill.Outcome);
}
