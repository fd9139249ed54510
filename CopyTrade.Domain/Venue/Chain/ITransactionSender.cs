using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>
/// The only way to the chain. Writes the signed bytes down and commits before it sends them; a second wish of the same
/// purpose finds the first one's transaction, whatever became of its answer.
/// </summary>
public interface ITransactionSender
{
    /// <summary>Makes and sends the transaction, unless one of this purpose is on its way. Never throws for what a node says or does not say.</summary>
    Task<SendOutcome> SendAsync(TenantRef tenant, WalletConnection wallet, ChainPurpose purpose, ChainCall call, CancellationToken ct);

    /// <summary>Where it stands, a replacement with a higher fee included; null when the tenant has no such transaction.</summary>
    Task<ChainTransactionView?> FindAsync(TenantRef tenant, ChainTransactionId transaction, CancellationToken ct);
}
