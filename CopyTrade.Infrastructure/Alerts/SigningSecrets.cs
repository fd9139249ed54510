using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Seals what sources sign with under the master key, and opens it to check a signature. Nothing here is logged.</summary>
internal sealed class SigningSecrets(MasterKey masterKey)
{
    private readonly MasterKeyRing _keys = new(masterKey);

    public async Task<SealedSecret> SealAsync(TenantScope scope, TenantId tenant, Guid secret, byte[] key)
    {
        var master = _keys.ToSealWith(await scope.QuerySingleOrDefaultAsync<byte[]>("select mac from custody_check"));
        return new EnvelopeCipher(master).Seal(key, SecretPlace.Of(tenant, secret, SecretPurpose.AlertSource));
    }

    /// <summary>The bytes to sign with; the caller zeroes them. Null when no master key opens them.</summary>
    public byte[]? Open(SealedSecret stored, TenantId tenant, Guid secret)
    {
        try
        {
            return _keys.Open(stored, SecretPlace.Of(tenant, secret, SecretPurpose.AlertSource));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
