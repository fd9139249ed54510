namespace CopyTrade.Domain.Trading;

/// <summary>Why a target's sale was not copied, or not whole, and left shares unsold (snake_case in the database).</summary>
public enum StrandReason
{
    /// <summary>Nobody bid within its limit.</summary>
    NoBid,

    /// <summary>The hour's cap had no free place until it was over (ADR 0026).</summary>
    HourFull,

    /// <summary>It waited longer than its trade is worth following.</summary>
    TooLate,

    /// <summary>The venue refused it.</summary>
    Refused,

    /// <summary>A grant, a cap or the wallet's state did not allow it.</summary>
    NotAllowed,

    /// <summary>It was cancelled, and not by hand.</summary>
    TakenBack,

    /// <summary>No order was written: their sale was older than one follows when it was seen.</summary>
    SeenTooLate,

    /// <summary>No order was written: the market took none when their sale was seen.</summary>
    MarketShut,

    /// <summary>No order was written: their price is none that the market takes.</summary>
    OffGrid,
}
