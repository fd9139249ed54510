using static CopyTrade.Domain.Venue.Chain.WalletTransferState;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>All legal moves of a transfer, in one table. Only <see cref="Requested"/> leads to a signature, and nothing leads back to it: a transfer has one transaction in its life.</summary>
public static class WalletTransferLifecycle
{
    /// <summary>The state after an event; null when nothing changes or the move cannot be.</summary>
    public static WalletTransferState? Next(WalletTransferState state, WalletTransferEvent change) => (state, change) switch
    {
        (Requested, WalletTransferEvent.Signed) => Signed,
        (Requested, WalletTransferEvent.GivenUp) => Failed,
        (Signed, WalletTransferEvent.Seen { Status: TransactionStatus.Submitted or TransactionStatus.Mined }) => Sent,
        (Signed or Sent, WalletTransferEvent.Seen { Status: TransactionStatus.Confirmed }) => Confirmed,
        (Signed or Sent, WalletTransferEvent.Seen { Status: TransactionStatus.Failed }) => Failed,
        _ => null,
    };

    /// <summary>True while the end is open: no other transfer of the same kind may begin.</summary>
    public static bool IsUnderWay(WalletTransferState state) => state is Requested or Signed or Sent;
}
