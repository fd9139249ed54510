namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>What a stored secret is for; part of what its ciphertext is bound to.</summary>
internal static class SecretPurpose
{
    public const string SigningKey = "signing-key";
    public const string VenueCredentials = "venue-credentials";
    public const string AlertSource = "alert-source";
}
