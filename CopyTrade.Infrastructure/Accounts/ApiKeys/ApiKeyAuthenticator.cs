using System.Security.Cryptography;
using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

/// <summary>Recognises API keys. Reads under the row security of the owner named in the key, so a forged owner finds that owner's hashes only, and matches none.</summary>
public sealed class ApiKeyAuthenticator(TenantScopes scopes, TimeProvider clock)
{
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);   // not a write for every request

    /// <summary>Null for anything but a valid key.</summary>
    public async Task<ApiKeyIdentity?> FindAsync(string text, CancellationToken ct)
    {
        if (!ApiKeyText.TryParse(text, out var key)) return null;

        await using var scope = await scopes.OpenForUserAsync(key.Owner, ct);
        var candidates = await scope.QueryAsync<Candidate>("select id, billing_account_id, hash, scopes, expires_at, last_used_at from api_key where prefix = @Prefix and revoked_at is null", new { key.Prefix });
        var (hash, now) = (key.Hash(), clock.GetUtcNow());
        var match = candidates.FirstOrDefault(candidate => CryptographicOperations.FixedTimeEquals(candidate.Hash, hash));
        if (match is null || match.ExpiresAt <= now) return null;

        var roles = await scope.QueryAsync<string>("select r.name from asp_net_user_roles h join asp_net_roles r on r.id = h.role_id where h.user_id = @Owner", new { key.Owner });
        if (match.LastUsedAt is not { } used || now - used >= UseResolution)
        {
            await scope.ExecuteAsync("update api_key set last_used_at = @now where id = @Id", new { now, match.Id });
            await scope.CommitAsync();
        }

        return new ApiKeyIdentity(match.Id, new TenantRef(match.BillingAccountId, key.Owner), match.Scopes, roles);
    }

    private sealed class Candidate
    {
        public Guid Id { get; init; }

        public TenantId BillingAccountId { get; init; }

        public byte[] Hash { get; init; } = [];

        public string[] Scopes { get; init; } = [];

        public DateTimeOffset? ExpiresAt { get; init; }

        public DateTimeOffset? LastUsedAt { get; init; }
    }
}
