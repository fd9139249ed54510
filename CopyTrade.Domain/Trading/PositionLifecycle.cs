using static CopyTrade.Domain.Trading.PositionState;

namespace CopyTrade.Domain.Trading;

/// <summary>All legal moves of a position, in one table (R0.51). What ended stays ended; the one correction is a redemption that the chain took back.</summary>
public static class PositionLifecycle
{
    /// <summary>The state after an event; the same state for old news; null for a move that cannot be, which the caller leaves alone.</summary>
    public static PositionState? Next(PositionState state, PositionEvent change) => (state, change) switch
    {
        (Redeemed, PositionEvent.Reorganised) => RedeemPending,
        (Closed or Redeemed or Loser or Dust, _) => state,                         // never reopened by a stale look
        (Open or Closing, PositionEvent.SaleBegun) => Closing,
        (Open or Closing, PositionEvent.SaleOver) => Open,
        (Open or Closing or Resolving, PositionEvent.SoldOut) => Closed,           // a match from before the market's end
        (Winner, PositionEvent.SoldOut) => Closed,
        (Open or Closing, PositionEvent.LeftDust) => Dust,
        (Open or Closing or Resolving, PositionEvent.MarketClosed) => Resolving,
        (Open or Closing or Resolving or Winner, PositionEvent.Won) => Winner,
        (Open or Closing or Resolving, PositionEvent.Lost) => Loser,
        (Winner or RedeemPending, PositionEvent.RedeemQueued) => RedeemPending,
        (RedeemPending, PositionEvent.Won) => RedeemPending,
        (Winner or RedeemPending, PositionEvent.Paid) => Redeemed,                 // by hand, elsewhere: the chain's word counts
        _ => null,
    };

    /// <summary>True when nothing more is expected of it. The next purchase of the same outcome is another position.</summary>
    public static bool IsTerminal(this PositionState state) => state is Closed or Redeemed or Loser or Dust;
}
