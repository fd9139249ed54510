namespace CopyTrade.Domain.Venue.Chain;

/// <summary>A wish to move the wallet's own money.</summary>
public readonly record struct WalletTransferId(Guid Value)
{
    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
