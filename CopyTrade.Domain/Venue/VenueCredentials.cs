namespace CopyTrade.Domain.Venue;

/// <summary>API credentials of one signer. Secret: never logged, never sent to a browser; text form shows nothing.</summary>
/// <param name="Address">The signer the credentials are bound to.</param>
/// <param name="ApiKey">Key id, also the owner of orders.</param>
/// <param name="Secret">HMAC secret, base64.</param>
/// <param name="Passphrase">Passphrase.</param>
public sealed record VenueCredentials(WalletAddress Address, string ApiKey, string Secret, string Passphrase)
{
    /// <inheritdoc />
    public override string ToString() => $"credentials of {Address}";
}
