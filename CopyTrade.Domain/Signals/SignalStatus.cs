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

    /// <summary>Too small by itself; more of its kind may come (R1.22).</summary>
    Waiting,

    /// <summary>Small, and part of what a later intent ordered.</summary>
    Combined,

    /// <summary>Nothing was ordered; the code says why.</summary>
    Rejected,
}
