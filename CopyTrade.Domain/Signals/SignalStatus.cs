namespace CopyTrade.Domain.Signals;

/// <summary>Where an accepted intent stands.</summary>
public enum SignalStatus
{
    /// <summary>Accepted, waiting to be carried out.</summary>
    Queued,

    /// <summary>An order stands in the ledger.</summary>
    Placed,

    /// <summary>It would have been ordered, but its profile only observes.</summary>
    Observed,

    /// <summary>Nothing was ordered; the code says why.</summary>
    Rejected,
}
