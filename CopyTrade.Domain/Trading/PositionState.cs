namespace CopyTrade.Domain.Trading;

/// <summary>Where a position stands (R0.51). The order and the redeem job are other axes.</summary>
public enum PositionState
{
    /// <summary>Confirmed shares are held.</summary>
    Open,

    /// <summary>A sale of it is on its way.</summary>
    Closing,

    /// <summary>Ended: everything was sold.</summary>
    Closed,

    /// <summary>Its market trades no more and is not decided, or our own matches on it are not final.</summary>
    Resolving,

    /// <summary>Its outcome pays.</summary>
    Winner,

    /// <summary>Its redemption is asked for.</summary>
    RedeemPending,

    /// <summary>Ended: it was paid.</summary>
    Redeemed,

    /// <summary>Ended: its outcome pays nothing.</summary>
    Loser,

    /// <summary>Ended: what is left is too small to be sold.</summary>
    Dust,
}
