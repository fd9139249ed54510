namespace CopyTrade.Domain.Venue.Chain;

/// <summary>What happens to the wallet's own money.</summary>
public enum WalletTransferKind
{
    /// <summary>Collateral goes to an address that a person typed (R0.39).</summary>
    Withdraw,

    /// <summary>Deposited USDC.e becomes collateral in the same wallet (R0.40).</summary>
    Wrap,
}
