namespace CopyTrade.Domain.Venue;

/// <summary>Why the book speaks against an order (R1.11).</summary>
public enum BookRefusal
{
    /// <summary>The book is not known: fail closed.</summary>
    BookUnknown,

    /// <summary>Nobody is on the other side.</summary>
    NoCounterparty,

    /// <summary>The best price is further from the observed one than allowed.</summary>
    Slippage,

    /// <summary>The best price is beyond the limit.</summary>
    BeyondLimit,
}
