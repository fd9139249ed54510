using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;

namespace CopyTrade.Web.Features;

/// <summary>A position with what it would bring now. Null is "not known", and <paramref name="WhyUnknown"/> says why.</summary>
/// <param name="Row">The position.</param>
/// <param name="Value">What selling all confirmed shares into the bids brings.</param>
/// <param name="IncomingValue">What the incoming shares would bring on top of that; zero when nothing comes in.</param>
/// <param name="Mid">Half way between bid and ask, for reference.</param>
/// <param name="WhyUnknown">Why <paramref name="Value"/> is not known.</param>
public sealed record ValuedPosition(PositionRow Row, Usdc? Value, Usdc? IncomingValue, Price? Mid, string? WhyUnknown)
{
    public bool IsOpen => Row.Shares > Shares.Zero;

    /// <summary>Its outcome pays, and it was not paid yet.</summary>
    public bool IsClaimable => IsOpen && Row.State is PositionState.Winner or PositionState.RedeemPending;

    public bool IsSettling => Row.Incoming > Shares.Zero || Row.Outgoing > Shares.Zero;

    /// <summary>Average price of the bids that the whole size would hit.</summary>
    public decimal? SellsAt => IsOpen ? Value?.Amount / Row.Shares.Quantity : null;

    public Usdc? OpenResult => IsOpen ? Value - Row.Cost : null;

    public decimal? OpenRatio => OpenResult is { } result && Row.Cost > Usdc.Zero ? result.Amount / Row.Cost.Amount : null;
}
