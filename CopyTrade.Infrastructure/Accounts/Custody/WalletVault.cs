using System.Security.Cryptography;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>The secrets of wallet connections. Nothing here is logged, and nothing leaves but to sign or to sign in at the venue.</summary>
public sealed class WalletVault(TenantScopes scopes, MasterKey masterKey, TimeProvider clock)
{
    private const string OfActive = "and exists (select from wallet_connection c where c.id = connection_id and c.revoked_at is null)";

    private readonly MasterKeyRing _keys = new(masterKey);

    /// <summary>The key of an active connection, ready to sign; disposing it zeroes the key.</summary>
    /// <exception cref="SignerUnavailableException">No such connection, revoked, or not readable with this master key.</exception>
    public async Task<EthereumSigner> OpenSignerAsync(TenantRef tenant, WalletConnectionId connection, CancellationToken ct)
    {
        var secret = await FindAsync(tenant, connection, SecretPurpose.SigningKey, OfActive, ct) ?? throw new SignerUnavailableException("The wallet connection has no key, or was revoked.");
        return ReadSigner(secret);
    }

    /// <summary>API credentials, also those of a revoked connection: its last orders must be followed to their end. Null before they were derived.</summary>
    /// <exception cref="SignerUnavailableException">Not readable with this master key.</exception>
    internal async Task<VenueCredentials?> FindCredentialsAsync(TenantRef tenant, WalletConnectionId connection, CancellationToken ct)
    {
        return await FindAsync(tenant, connection, SecretPurpose.VenueCredentials, "", ct) is { } secret ? ReadCredentials(secret) : null;
    }

    /// <summary>The same for several at once; those that there are not, or that cannot be read, are left out.</summary>
    internal async Task<IReadOnlyList<(TenantRef Tenant, WalletConnectionId Connection, VenueCredentials Credentials)>> FindCredentialsAsync(
        IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct) =>
        [.. (await FindManyAsync(wallets, SecretPurpose.VenueCredentials, "", ct)).Select(found => (found.Tenant, found.Connection, ReadCredentials(found.Secret)))];

    /// <summary>The keys of several active connections at once; those that there are not, or that cannot be read, are left out. To be disposed like each.</summary>
    internal async Task<IReadOnlyList<(TenantRef Tenant, WalletConnectionId Connection, EthereumSigner Signer)>> OpenSignersAsync(
        IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, CancellationToken ct) =>
        [.. (await FindManyAsync(wallets, SecretPurpose.SigningKey, OfActive, ct)).Select(found => (found.Tenant, found.Connection, ReadSigner(found.Secret)))];

    /// <summary>Replaces the API credentials of a connection.</summary>
    internal async Task StoreCredentialsAsync(TenantRef tenant, WalletConnectionId connection, VenueCredentials credentials, CancellationToken ct)
    {
        var secret = JsonSerializer.SerializeToUtf8Bytes(new StoredCredentials(credentials.Address.Value, credentials.ApiKey, credentials.Secret, credentials.Passphrase));
        await using var scope = await scopes.OpenManyAsync([tenant], ct);
        await StoreAsync(scope, tenant, connection, SecretPurpose.VenueCredentials, secret, """
            on conflict (connection_id, purpose) do update set wrapped_key = excluded.wrapped_key, ciphertext = excluded.ciphertext, created_at = excluded.created_at
            """);
        await scope.ExecuteAsync("update wallet_connection set credentials_at = @Now where id = @connection", new { Now = clock.GetUtcNow(), connection });
        await scope.CommitAsync();
    }

    /// <summary>Stores the key of a new connection, in the transaction that makes the connection; zeroes <paramref name="key"/>.</summary>
    internal Task StoreSigningKeyAsync(TenantScope scope, TenantRef tenant, WalletConnectionId connection, byte[] key) =>
        StoreAsync(scope, tenant, connection, SecretPurpose.SigningKey, key, onConflict: "");

    // Replacing reads what is there, so only the worker may; a page only adds.
    private async Task StoreAsync(TenantScope scope, TenantRef tenant, WalletConnectionId connection, string purpose, byte[] secret, string onConflict)
    {
        var key = _keys.ToSealWith(await scope.QuerySingleOrDefaultAsync<byte[]>("select mac from custody_check"));
        var stored = new EnvelopeCipher(key).Seal(secret, SecretPlace.Of(tenant.Tenant, connection.Value, purpose));
        CryptographicOperations.ZeroMemory(secret);
        await scope.ExecuteAsync($"""
            insert into wallet_secret (connection_id, billing_account_id, purpose, wrapped_key, ciphertext, created_at)
            values (@connection, @Tenant, @purpose, @WrappedKey, @Ciphertext, @Now)
            {onConflict}
            """, new { connection, tenant.Tenant, purpose, stored.WrappedKey, stored.Ciphertext, Now = clock.GetUtcNow() });
    }

    private async Task<byte[]?> FindAsync(TenantRef tenant, WalletConnectionId connection, string purpose, string condition, CancellationToken ct)
    {
        var stored = (await scopes.ReadManyAsync<SealedSecret>(
            [tenant],
            $"select wrapped_key, ciphertext from wallet_secret where connection_id = @connection and billing_account_id = @Tenant and purpose = @purpose {condition}",
            new { connection, tenant.Tenant, purpose }, ct)).SingleOrDefault();
        return stored is null ? null : Open(stored, tenant.Tenant, connection, purpose);
    }

    private async Task<IReadOnlyList<(TenantRef Tenant, WalletConnectionId Connection, byte[] Secret)>> FindManyAsync(
        IReadOnlyCollection<(TenantRef Tenant, WalletConnectionId Connection)> wallets, string purpose, string condition, CancellationToken ct)
    {
        var owners = wallets.ToDictionary(wallet => wallet.Connection.Value, wallet => wallet.Tenant);
        var rows = await scopes.ReadManyAsync<(Guid Connection, Guid Tenant, byte[] WrappedKey, byte[] Ciphertext)>(
            [.. owners.Values.Distinct()],
            $"select connection_id, billing_account_id, wrapped_key, ciphertext from wallet_secret where connection_id = any(@connections) and purpose = @purpose {condition}",
            new { connections = owners.Keys.ToArray(), purpose }, ct);
        var found = new List<(TenantRef, WalletConnectionId, byte[])>();
        foreach (var row in rows)
        {
            var (tenant, connection) = (owners[row.Connection], new WalletConnectionId(row.Connection));
            if (tenant.Tenant.Value != row.Tenant) continue;
            try
            {
                found.Add((tenant, connection, Open(new SealedSecret(row.WrappedKey, row.Ciphertext), tenant.Tenant, connection, purpose)));
            }
            catch (SignerUnavailableException)
            {
                // Told to whoever asks for this one.
            }
        }

        return found;
    }

    private static EthereumSigner ReadSigner(byte[] secret)
    {
        try
        {
            return new EthereumSigner(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private static VenueCredentials ReadCredentials(byte[] secret)
    {
        try
        {
            var stored = JsonSerializer.Deserialize<StoredCredentials>(secret)!;
            return new VenueCredentials(WalletAddress.Parse(stored.Address), stored.ApiKey, stored.Secret, stored.Passphrase);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
        }
    }

    private byte[] Open(SealedSecret stored, TenantId tenant, WalletConnectionId connection, string purpose)
    {
        try
        {
            return _keys.Open(stored, SecretPlace.Of(tenant, connection.Value, purpose));
        }
        catch (CryptographicException e)
        {
            throw new SignerUnavailableException("The stored secret of the wallet connection cannot be opened with this master key.", e);
        }
    }

    private sealed record StoredCredentials(string Address, string ApiKey, string Secret, string Passphrase)
    {
        public override string ToString() => "stored credentials";
    }
}
