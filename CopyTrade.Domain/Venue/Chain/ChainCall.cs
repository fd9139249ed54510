namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Everything that this program ever signs as a transaction. There is no case for a transfer, and no case for bytes of somebody else.</summary>
public abstract record ChainCall
{
    private ChainCall()
    {
    }

    /// <summary>ERC-20 <c>approve</c> of the collateral, without a limit, for a contract of the venue.</summary>
    /// <param name="Spender">One of the venue's own contracts.</param>
    public sealed record ApproveCollateral(WalletAddress Spender) : ChainCall;

    /// <summary>ERC-1155 <c>setApprovalForAll</c> of the outcome tokens for a contract of the venue.</summary>
    /// <param name="Operator">One of the venue's own contracts.</param>
    public sealed record ApproveOutcomes(WalletAddress Operator) : ChainCall;

    /// <summary>Turns the outcome tokens of a resolved market into collateral (R0.52), always into the caller's own account.</summary>
    /// <param name="Condition">The market.</param>
    /// <param name="NegRisk">Whether it belongs to a negative-risk event: another adapter pays it.</param>
    public sealed record Redeem(ConditionId Condition, bool NegRisk) : ChainCall;
}
