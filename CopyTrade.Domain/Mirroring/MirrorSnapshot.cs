using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Mirroring;

/// <summary>Our own situation for one tenant, target and fill, earlier fills of the same batch included (R0.5).</summary>
/// <param name="AlreadyDecided">A decision for this fill exists.</param>
/// <param name="HeldShares">Confirmed, unsold shares of this token in this target's lots; null when they could not be read.</param>
/// <param name="HeldOppositeShares">The same for the other token of the market.</param>
/// <param name="OpenIntent">Dollars of this target's buys on this token that are not cancelled, denied or refused, plus the cost of what is held: what the ceiling counts.</param>
/// <param name="RestingOrders">This target's unfinished orders on this market (pending, open, partial).</param>
/// <param name="FreeCollateral">Balance at the venue less what unfinished buys may still take; null when never read.</param>
/// <param name="Own">What is at stake around the fill; null in decisions from before there were rules.</param>
/// <param name="Resting">The unfinished order, when it is the only one and a buy.</param>
/// <param name="Selling">Shares of this token in this target's lots that some order is selling already; null for purchases, when there are none, and in older decisions.</param>
public sealed record MirrorSnapshot(
    bool AlreadyDecided, Shares? HeldShares, Shares? HeldOppositeShares, Usdc OpenIntent, int RestingOrders, Usdc? FreeCollateral, OwnExposure? Own = null, RestingOrder? Resting = null, Shares? Selling = null)
{
    /// <summary>The situation once the resting order has given way: what it may still take is free again. Its successor is placed for no more than what it leaves (R0.31).</summary>
    public MirrorSnapshot Without(RestingOrder resting)
    {
        Usdc Less(Usdc amount) => Usdc.Max(Usdc.Zero, amount - resting.Open);
        return this with
        {
            OpenIntent = Less(OpenIntent), RestingOrders = RestingOrders - 1, Resting = null, FreeCollateral = FreeCollateral is { } free ? free + resting.Open : null,
            Own = Own is { } own ? own with { Market = Less(own.Market), Target = Less(own.Target), Total = own.Total is { } total ? Less(total) : null } : null,
        };
    }
}
