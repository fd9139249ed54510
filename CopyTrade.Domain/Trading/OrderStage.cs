namespace CopyTrade.Domain.Trading;

/// <summary>Where an order stands as one word for people, put together from two axes: its status in the ledger and the settlement of its matches. Each order has exactly one.</summary>
public enum OrderStage
{
    /// <summary>Written, not answered by the venue yet.</summary>
    Pending,

    /// <summary>Sent, outcome not known.</summary>
    Unknown,

    /// <summary>Rests in the book, perhaps partly matched.</summary>
    Resting,

    /// <summary>Rests no more; at least one match is not final on chain.</summary>
    Settling,

    /// <summary>Every match that stands is final on chain.</summary>
    Confirmed,

    /// <summary>Every match failed on chain: nothing was traded.</summary>
    Void,

    /// <summary>Rests no more and nothing was matched.</summary>
    Canceled,

    /// <summary>Denied by us, refused by the venue, or too old to be sent.</summary>
    Failed,
}
