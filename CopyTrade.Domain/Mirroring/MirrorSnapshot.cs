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
public sealed record MirrorSnapshot(
    bool AlreadyDecided, Shares? HeldShares, Shares? HeldOppositeShares, Usdc OpenIntent, int RestingOrders, Usdc? FreeCollateral, OwnExposure? Own = null, RestingOrder? Resting = null);
