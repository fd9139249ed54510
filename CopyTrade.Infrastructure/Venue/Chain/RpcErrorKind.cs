namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>What a node's error means to us.</summary>
internal enum RpcErrorKind
{
    /// <summary>The node has these bytes.</summary>
    AlreadyKnown,

    /// <summary>The account's number was used: by these bytes, or by others.</summary>
    NonceTooLow,

    /// <summary>The fee is below what the node takes, or below what replaces a transaction that it has.</summary>
    Underpriced,

    InsufficientFunds,

    /// <summary>The contract refuses the call.</summary>
    Reverted,

    /// <summary>The node limits us; later is better.</summary>
    Throttled,

    /// <summary>Nothing that we know: proves neither yes nor no.</summary>
    Other,
}
