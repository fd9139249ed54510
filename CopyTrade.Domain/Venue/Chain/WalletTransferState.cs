namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Where a transfer of the wallet's own money stands.</summary>
public enum WalletTransferState
{
    /// <summary>Written down; nothing is signed yet.</summary>
    Requested,

    /// <summary>Its one transaction is signed and written down; whether a node has it is not known.</summary>
    Signed,

    /// <summary>A node has it.</summary>
    Sent,

    /// <summary>Ended: done, deep enough to stay.</summary>
    Confirmed,

    /// <summary>Ended: it is proven that nothing was moved.</summary>
    Failed,
}
