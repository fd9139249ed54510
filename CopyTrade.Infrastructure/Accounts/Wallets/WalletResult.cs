using CopyTrade.Domain.Accounts;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>The outcome of a change to the wallet.</summary>
public abstract record WalletResult
{
    private WalletResult()
    {
    }

    /// <param name="Connection">As it is now; for a revocation, as it was.</param>
    /// <param name="Grant">What may be spent now; null after a revocation.</param>
    public sealed record Done(WalletConnection Connection, Grant? Grant) : WalletResult;

    public sealed record Refused(AccountRefusal Reason) : WalletResult;
}
