using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Domain.Venue;

/// <summary>Claims what a resolved market pays (R0.52). Asking twice is safe: one transaction of a market and wallet is on its way at a time.</summary>
public interface IRedemption
{
    /// <summary>Redeems all outcomes of the market that the wallet holds.</summary>
    /// <param name="tenant">Whose wallet.</param>
    /// <param name="wallet">The connection; its funder holds the shares.</param>
    /// <param name="condition">The market.</param>
    /// <param name="negRisk">Whether it belongs to a negative-risk event.</param>
    /// <param name="ct">Ends the wish; what is written down by then is followed to its end.</param>
    Task<SendOutcome> SubmitAsync(TenantRef tenant, WalletConnection wallet, ConditionId condition, bool negRisk, CancellationToken ct);

    /// <summary>Where a redemption stands; null when the tenant has no such transaction.</summary>
    Task<ChainTransactionView?> StatusAsync(TenantRef tenant, ChainTransactionId transaction, CancellationToken ct);
}
