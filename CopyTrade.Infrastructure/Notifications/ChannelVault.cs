using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Notifications;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Notifications;

/// <summary>Destinations and signing secrets of channels, sealed like wallets' keys. Pages store; only what sends opens.</summary>
internal sealed class ChannelVault(MasterKey masterKey, TimeProvider clock)
{
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);
    private readonly MasterKeyRing _keys = new(masterKey);

    public Task StoreAsync(TenantScope scope, TenantRef tenant, ChannelId channel, ChannelDestination destination) =>
        SealAsync(scope, tenant, channel, SecretPurpose.NotifyDestination, JsonSerializer.SerializeToUtf8Bytes(destination));

    /// <summary>A new signing secret; the one before goes on for a day.</summary>
    public async Task<string> SignByNewAsync(TenantScope scope, TenantRef tenant, ChannelId channel)
    {
        var now = clock.GetUtcNow();
        await scope.ExecuteAsync("delete from notification_secret where channel_id = @channel and purpose = @NotifySigning and ends_at is not null", new { channel = channel.Value, SecretPurpose.NotifySigning });
        await scope.ExecuteAsync("update notification_secret set ends_at = @end where channel_id = @channel and purpose = @NotifySigning", new { channel = channel.Value, SecretPurpose.NotifySigning, end = now + Overlap });
        var secret = WebhookSignature.NewSecret();
        await SealAsync(scope, tenant, channel, SecretPurpose.NotifySigning, Encoding.UTF8.GetBytes(secret));
        return secret;
    }

    public static Task ForgetAsync(TenantScope scope, ChannelId channel, string? purpose = null) =>
        scope.ExecuteAsync("delete from notification_secret where channel_id = @channel and (@purpose::text is null or purpose = @purpose)", new { channel = channel.Value, purpose });

    /// <summary>Where to, and the secrets to sign with, newest first; null when they are gone.</summary>
    /// <exception cref="CryptographicException">Not readable with this master key.</exception>
    public async Task<(ChannelDestination Destination, IReadOnlyList<string> Secrets)?> OpenAsync(TenantScope scope, TenantRef tenant, ChannelId channel)
    {
        var rows = await scope.QueryAsync<Row>("""
            select id, purpose, wrapped_key, ciphertext from notification_secret
             where channel_id = @channel and (ends_at is null or ends_at > @now) order by ends_at is not null
            """, new { channel = channel.Value, now = clock.GetUtcNow() });
        ChannelDestination? destination = null;
        var secrets = new List<string>();
        foreach (var row in rows)
        {
            var plain = _keys.Open(new SealedSecret(row.WrappedKey, row.Ciphertext), SecretPlace.Of(tenant.Tenant, row.Id, row.Purpose));
            if (row.Purpose == SecretPurpose.NotifySigning) secrets.Add(Encoding.UTF8.GetString(plain));
            else destination = JsonSerializer.Deserialize<ChannelDestination>(plain);
            CryptographicOperations.ZeroMemory(plain);
        }

        return destination is null ? null : (destination, secrets);
    }

    private async Task SealAsync(TenantScope scope, TenantRef tenant, ChannelId channel, string purpose, byte[] plain)
    {
        var key = _keys.ToSealWith(await scope.QuerySingleOrDefaultAsync<byte[]>("select mac from custody_check"));
        var id = Guid.CreateVersion7();
        var stored = new EnvelopeCipher(key).Seal(plain, SecretPlace.Of(tenant.Tenant, id, purpose));
        CryptographicOperations.ZeroMemory(plain);
        await scope.ExecuteAsync("""
            insert into notification_secret (id, channel_id, billing_account_id, purpose, wrapped_key, ciphertext, created_at)
            values (@id, @channel, @Tenant, @purpose, @WrappedKey, @Ciphertext, @Now)
            """, new { id, channel = channel.Value, tenant.Tenant, purpose, stored.WrappedKey, stored.Ciphertext, Now = clock.GetUtcNow() });
    }

    private sealed record Row(Guid Id, string Purpose, byte[] WrappedKey, byte[] Ciphertext);
}
