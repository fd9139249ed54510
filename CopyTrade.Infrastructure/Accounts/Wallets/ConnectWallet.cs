using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Accounts.Wallets;

/// <summary>A wish to connect a wallet.</summary>
/// <param name="PrivateKey">64 hexadecimal digits with or without 0x; null to make a new key. Not kept in this form.</param>
/// <param name="Funder">Who holds the money; null for the signer itself.</param>
/// <param name="SignatureType">How the venue checks signatures of this wallet.</param>
/// <param name="Consent">The person agreed that the key is kept and used here.</param>
/// <param name="Grant">What may be spent; null for the defaults of the mode.</param>
public sealed record ConnectWallet(string? PrivateKey, WalletAddress? Funder, SignatureType SignatureType, bool Consent, GrantTerms? Grant = null)
{
    /// <summary>Without the key.</summary>
    public override string ToString() => $"connect wallet, funder {Funder}, {SignatureType}";
}
