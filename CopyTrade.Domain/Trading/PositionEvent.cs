namespace CopyTrade.Domain.Trading;

/// <summary>Something that happened to a position. What it does to the state is <see cref="PositionLifecycle"/>'s affair.</summary>
public abstract record PositionEvent
{
    private PositionEvent()
    {
    }

    /// <summary>A sale of it was written.</summary>
    public sealed record SaleBegun : PositionEvent;

    /// <summary>No sale of it is on its way any more, and shares are left.</summary>
    public sealed record SaleOver : PositionEvent;

    /// <summary>Its last share was sold.</summary>
    public sealed record SoldOut : PositionEvent;

    /// <summary>Less than can be sold is left, and it was written off.</summary>
    public sealed record LeftDust : PositionEvent;

    /// <summary>The market trades no more.</summary>
    public sealed record MarketClosed : PositionEvent;

    /// <summary>Its outcome pays.</summary>
    public sealed record Won : PositionEvent;

    /// <summary>Its outcome pays nothing.</summary>
    public sealed record Lost : PositionEvent;

    /// <summary>A redeem job covers it.</summary>
    public sealed record RedeemQueued : PositionEvent;

    /// <summary>The redemption is final.</summary>
    public sealed record Paid : PositionEvent;

    /// <summary>The chain took the redemption back.</summary>
    public sealed record Reorganised : PositionEvent;
}
