using CopyTrade.Domain.Money;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>What the venue said about a wallet.</summary>
/// <param name="ApprovalsComplete">Buying and selling, neg-risk markets included, may go ahead.</param>
/// <param name="Collateral">Free collateral; null when it was not learned this time.</param>
/// <param name="Problem">One sentence when trading is not ready; null otherwise.</param>
/// <param name="CollateralAt">When the venue was asked for the collateral; null is now. What matched after the question may not be in the answer.</param>
public sealed record WalletReadiness(bool ApprovalsComplete, Usdc? Collateral, string? Problem, DateTimeOffset? CollateralAt = null);
