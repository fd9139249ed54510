using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue.Chain;

/// <summary>Everything that this program ever signs as a transaction. There is no case for outcome tokens leaving the wallet, and no case for bytes of somebody else; collateral leaves only by a withdrawal that a person asked for.</summary>
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

    /// <summary>ERC-20 <c>transfer</c> of the collateral: the end of a withdrawal (R0.39). Signed only against the terms in the ledger of transfers.</summary>
    /// <param name="To">The address that the person typed.</param>
    /// <param name="Amount">Dollars.</param>
    public sealed record PayOut(WalletAddress To, Usdc Amount) : ChainCall;

    /// <summary>ERC-20 <c>approve</c> of deposited USDC.e for the venue's onramp, without a limit.</summary>
    public sealed record ApproveOnramp : ChainCall;

    /// <summary><c>wrap</c> of the venue's onramp (R0.40): USDC.e of the caller becomes as much collateral. Signed only against the terms in the ledger of transfers.</summary>
    /// <param name="To">Who gets the collateral: the wallet itself.</param>
    /// <param name="Amount">Dollars.</param>
    public sealed record Wrap(WalletAddress To, Usdc Amount) : ChainCall;
}
