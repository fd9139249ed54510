using static CopyTrade.Domain.Venue.Chain.TransactionStatus;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>All legal moves of a transaction.</summary>
public static class TransactionLifecycle
{
    /// <summary>Where the sighting leads; null when nothing changes or the move is not legal.</summary>
    /// <param name="status">Where it stands.</param>
    /// <param name="seen">What the chain says now.</param>
    /// <param name="confirmations">Blocks that must be on top of its own before a block counts as staying (R0.52: 5).</param>
    public static TransactionStatus? Next(TransactionStatus status, TransactionSighting seen, int confirmations)
    {
        var next = (status, seen) switch
        {
            (Pending, TransactionSighting.Sent) => Submitted,
            (Pending, TransactionSighting.RefusedByNode) => Failed,
            (Pending or Submitted or Mined, TransactionSighting.InBlock block) when block.Depth >= confirmations => block.Succeeded ? Confirmed : Failed,
            (Pending or Submitted, TransactionSighting.InBlock) => Mined,
            (Mined, TransactionSighting.Waiting) => Submitted,                             // its block was undone
            (Pending or Submitted or Mined, TransactionSighting.Overtaken other) => other.ByItsReplacement ? Replaced : Failed,
            _ => status,
        };
        return next == status ? null : next;
    }
}
