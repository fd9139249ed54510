using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Accounts.Wallets;
using CopyTrade.Web.Identity;

namespace CopyTrade.Web.Features.Wallets;

/// <summary>What a user may do to the wallet from a browser. No key ever comes this way.</summary>
public interface IWalletChanges
{
    VenueMode Mode { get; }

    /// <summary>Connects a wallet with a new key that is made and kept on the server.</summary>
    Task<WalletResult> GenerateAsync(TenantRef tenant, CancellationToken ct);

    /// <summary>Caps that allow more than those there are take the person's password and code; smaller ones take none.</summary>
    Task<WalletResult> UpdateGrantAsync(TenantRef tenant, GrantTerms terms, PersonAnswer? person, CancellationToken ct);

    /// <summary>Asks for every approval that is missing; asking twice asks once. False without a wallet.</summary>
    Task<bool> EnableTradingAsync(TenantRef tenant, CancellationToken ct);

    Task<WalletResult> DisconnectAsync(TenantRef tenant, CancellationToken ct);
}
