using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>What a transfer moves, as it was written down before anything was signed. It never changes: the signature is checked against it.</summary>
/// <param name="Kind">Withdrawal or wrapping.</param>
/// <param name="Destination">Who gets the collateral; for wrapping the wallet itself.</param>
/// <param name="Amount">Dollars, above zero.</param>
public sealed record TransferTerms(WalletTransferKind Kind, WalletAddress Destination, Usdc Amount)
{
    /// <summary>The transaction that does it.</summary>
    public ChainCall Call => Kind == WalletTransferKind.Withdraw ? new ChainCall.PayOut(Destination, Amount) : new ChainCall.Wrap(Destination, Amount);
}
