namespace CopyTrade.Domain.Venue.Chain;

/// <summary>One permission that a wallet gives to a contract of the venue (R0.40, protocol 16.3).</summary>
/// <param name="Key">Stable word, in lower case: the ledger, the API and the page use it.</param>
/// <param name="Token">What may be moved.</param>
/// <param name="Spender">Who may move it.</param>
/// <param name="NeededFor">One clause for people: what is impossible without it.</param>
/// <param name="IsForTrading">True when orders need it; false when only redeeming does.</param>
public sealed record ApprovalStep(string Key, ApprovedToken Token, WalletAddress Spender, string NeededFor, bool IsForTrading)
{
    /// <summary>The transaction that gives the permission.</summary>
    public ChainCall Call => Token == ApprovedToken.Collateral ? new ChainCall.ApproveCollateral(Spender) : new ChainCall.ApproveOutcomes(Spender);
}
