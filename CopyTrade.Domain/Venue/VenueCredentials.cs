using CopyTrade.Domain.Accounts;

namespace CopyTrade.Domain.Venue;

/// <summary>API credentials of one signer. Secret: never logged, never sent to a browser; text form shows nothing.</summary>
/// <param name="Address">The signer the credentials are bound to.</param>
/// <param name="ApiKey">Key id, also the owner of orders.</param>
/// <param name="Secret">HMAC secret, base64.</param>
/// <param name="Passphrase">Passphrase.</param>
public sealed record VenueCredentials(WalletAddress Address, string ApiKey, string Secret, string Passphrase)
{
    /// <summary>The account of a paper wallet; null for credentials of the venue. With it set there is no secret, and no request to the venue is signed.</summary>
    public TenantRef? PaperAccount { get; private init; }

    /// <summary>What stands in place of credentials for a paper wallet.</summary>
    public static VenueCredentials OfPaper(WalletAddress address, TenantRef account) => new(address, "", "", "") { PaperAccount = account };

    /// <inheritdoc />
    public override string ToString() => $"credentials of {Address}";
}
