namespace CopyTrade.Domain.Trading;

/// <summary>State of an order in our ledger (R0.51). Settlement of its fills is another axis.</summary>
public enum OrderStatus
{
    /// <summary>Written; not sent, or sent with an outcome that is not known yet.</summary>
    Pending,

    /// <summary>Accepted by the venue, nothing matched.</summary>
    Open,

    /// <summary>Accepted and partly matched.</summary>
    Partial,

    /// <summary>Fully matched. Not a position: see settlement.</summary>
    Filled,

    /// <summary>No longer rests; matched shares stay.</summary>
    Canceled,

    /// <summary>Denied by us, refused by the venue, or expired before it was sent.</summary>
    Error,
}
