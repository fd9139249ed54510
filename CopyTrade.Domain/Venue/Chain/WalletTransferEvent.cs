namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Something that happened to a transfer of the wallet's own money.</summary>
public abstract record WalletTransferEvent
{
    private WalletTransferEvent()
    {
    }

    /// <summary>Its transaction was signed; written in the same commit as the signed bytes.</summary>
    public sealed record Signed : WalletTransferEvent;

    /// <summary>Nothing was signed, and nothing will be.</summary>
    public sealed record GivenUp : WalletTransferEvent;

    /// <summary>Where its transaction stands.</summary>
    /// <param name="Status">Of the attempt that got furthest.</param>
    public sealed record Seen(TransactionStatus Status) : WalletTransferEvent;
}
