using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>Recognises sources, by a secret that is sent along or by a signature. Reads under the row security of the owner named in the text, so a forged owner finds that owner's secrets only, and matches none.</summary>
public sealed class AlertSenders
{
    private const string BearerSql = """
        select s.billing_account_id as tenant, s.id as source, s.name, k.id as secret, k.hash from alert_source_secret k join alert_source s on s.id = k.source_id
         where k.kind = 'bearer' and k.prefix = @prefix and k.revoked_at is null and s.disabled_at is null
        """;

    private const string SigningSql = """
        select s.billing_account_id as tenant, s.id as source, s.name, k.id as secret, k.wrapped_key, k.ciphertext from alert_source_secret k join alert_source s on s.id = k.source_id
         where k.kind = 'hmac' and s.id = @source and k.revoked_at is null and s.disabled_at is null
        """;

    private readonly TenantScopes _scopes;
    private readonly SigningSecrets _signing;
    private readonly TimeProvider _clock;

    internal AlertSenders(TenantScopes scopes, SigningSecrets signing, TimeProvider clock) => (_scopes, _signing, _clock) = (scopes, signing, clock);

    /// <summary>Null for anything but a secret that counts.</summary>
    public async Task<AlertSender?> FindAsync(string? bearer, CancellationToken ct)
    {
        if (!AlertSecretText.TryParseBearer(bearer, out var prefix, out var owner)) return null;
        await using var scope = await _scopes.OpenForUserAsync(owner, ct);
        var hash = AlertSecretText.HashOf(bearer!);
        var match = (await scope.QueryAsync<Row>(BearerSql, new { prefix })).FirstOrDefault(row => CryptographicOperations.FixedTimeEquals(row.Hash, hash));
        return match?.ToSender(owner);
    }

    /// <summary>Null for anything but a signature of a secret that counts, made within five minutes of now.</summary>
    /// <param name="address">Whose message it is said to be.</param>
    /// <param name="id">Header webhook-id.</param>
    /// <param name="timestamp">Header webhook-timestamp, seconds since 1970.</param>
    /// <param name="signature">Header webhook-signature.</param>
    /// <param name="body">As it came.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<AlertSender?> FindAsync(string? address, string id, long timestamp, string signature, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        if (!AlertSecretText.TryParseAddress(address, out var owner, out var source) || !WebhookSignature.IsRecent(timestamp, _clock.GetUtcNow())) return null;
        await using var scope = await _scopes.OpenForUserAsync(owner, ct);
        var rows = await scope.QueryAsync<Row>(SigningSql, new { source });
        return rows.FirstOrDefault(row => Fits(row, id, timestamp, signature, body.Span))?.ToSender(owner);
    }

    private bool Fits(Row row, string id, long timestamp, string signature, ReadOnlySpan<byte> body)
    {
        if (_signing.Open(new SealedSecret(row.WrappedKey, row.Ciphertext), row.Tenant, row.Secret) is not { } key) return false;
        try
        {
            return WebhookSignature.Fits(key, id, timestamp, body, signature);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private sealed class Row
    {
        public TenantId Tenant { get; init; }

        public Guid Source { get; init; }

        public string Name { get; init; } = "";

        public Guid Secret { get; init; }

        public byte[] Hash { get; init; } = [];

        public byte[] WrappedKey { get; init; } = [];

        public byte[] Ciphertext { get; init; } = [];

        public AlertSender ToSender(UserId owner) => new(new TenantRef(Tenant, owner), Source, Name);
    }
}
