using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Domain.Accounts.Preflight;

/// <summary>What the chain says about the address that holds the money.</summary>
/// <param name="Collateral">pUSD.</param>
/// <param name="Bridged">Deposited USDC.e that is not collateral yet.</param>
/// <param name="Gas">Network money of the signer, in whole POL.</param>
/// <param name="Missing">Approvals that are not given.</param>
public sealed record ChainMoney(Usdc Collateral, Usdc Bridged, decimal Gas, IReadOnlyList<ApprovalStep> Missing);
