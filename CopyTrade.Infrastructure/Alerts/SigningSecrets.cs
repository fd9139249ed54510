using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Seals what sources sign with under the master key, and opens it to check a signature. Nothing here is logged.</summary>
internal sealed class SigningSecrets(MasterKey masterKey)
{
    private readonly MasterKeyRing _keys = new(masterKey);

    /// <summary>By the key that the database says it is encrypted with: a rotation may have given it another one since this host started.</summary>
    public async Task<SealedSecret> SealAsync(TenantScope scope, TenantId tenant, Guid secret, byte[] key)
    {
        var check = await scope.QuerySingleOrDefaultAsync<byte[]>("select mac from custody_check");
        var master = check is null ? masterKey : _keys.Of(check) ?? masterKey;
        return new EnvelopeCipher(master).Seal(key, tenant, new WalletConnectionId(secret), SecretPurpose.AlertSource);
    }

    /// <summary>The bytes to sign with; the caller zeroes them. Null when no master key opens them.</summary>
    public byte[]? Open(SealedSecret stored, TenantId tenant, Guid secret)
    {
        foreach (var key in (IEnumerable<MasterKey>)[_keys.Current, .. _keys.Others()])
        {
            var cipher = new EnvelopeCipher(key);
            if (cipher.OpensKey(stored.WrappedKey, tenant, new WalletConnectionId(secret), SecretPurpose.AlertSource)) return cipher.Open(stored, tenant, new WalletConnectionId(secret), SecretPurpose.AlertSource);
        }

        return null;
    }
}
