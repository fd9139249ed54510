using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Accounts;

/// <summary>The trading wallet of a tenant, without its secrets.</summary>
/// <param name="Id">Row id.</param>
/// <param name="Tenant">Owner.</param>
/// <param name="Signer">Address of the key that signs.</param>
/// <param name="Funder">Address that holds the money; equals <paramref name="Signer"/> for <see cref="SignatureType.Eoa"/>.</param>
/// <param name="SignatureType">How the venue checks signatures of this wallet.</param>
/// <param name="CreatedAt">When it was connected, UTC.</param>
/// <param name="CredentialsAt">When venue API credentials were last derived; null before the first success.</param>
/// <param name="ApprovalsReadyAt">When buy and sell approvals were last seen complete; null when trading is not ready.</param>
/// <param name="CollateralBalance">Free collateral as the venue last reported it; null when never asked.</param>
/// <param name="BalanceAt">When <paramref name="CollateralBalance"/> was read.</param>
/// <param name="ReadinessProblem">Why trading is not ready, as one sentence; null when ready or not yet checked.</param>
public sealed record WalletConnection(
    WalletConnectionId Id,
    TenantId Tenant,
    WalletAddress Signer,
    WalletAddress Funder,
    SignatureType SignatureType,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CredentialsAt,
    DateTimeOffset? ApprovalsReadyAt,
    Money.Usdc? CollateralBalance,
    DateTimeOffset? BalanceAt,
    string? ReadinessProblem);
