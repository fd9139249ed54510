namespace CopyTrade.Domain.Venue;

/// <summary>How long an order lives, in the venue's words. Every order is a limit order.</summary>
public enum TimeInForce
{
    /// <summary>Rests until filled or cancelled.</summary>
    Gtc,

    /// <summary>Rests until its expiration, which the venue ends 60 s early.</summary>
    Gtd,

    /// <summary>All at once or nothing.</summary>
    Fok,

    /// <summary>What is there now; the rest is cancelled (immediate-or-cancel elsewhere).</summary>
    Fak,
}
