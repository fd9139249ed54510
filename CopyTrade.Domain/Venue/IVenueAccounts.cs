using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;

namespace CopyTrade.Domain.Venue;

/// <summary>What a wallet needs at the venue before it can trade: credentials, collateral, approvals.</summary>
public interface IVenueAccounts
{
    /// <summary>Derives the API credentials of a connection (creates them when there are none). <see cref="VenueUnavailableException"/> when the venue does not answer or refuses.</summary>
    Task<VenueCredentials> DeriveCredentialsAsync(TenantRef tenant, WalletConnection connection, CancellationToken ct);

    /// <summary>Collateral and approvals as the venue sees them.</summary>
    Task<CollateralState> CollateralAsync(VenueCredentials credentials, SignatureType signatureType, CancellationToken ct);

    /// <summary>Asks the venue to refresh its view of collateral (token null) or of one outcome token.</summary>
    Task RefreshBalanceAsync(VenueCredentials credentials, SignatureType signatureType, TokenId? token, CancellationToken ct);
}
