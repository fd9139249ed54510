using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

public sealed class ApiKeysQuery(TenantScopes scopes)
{
    /// <summary>Newest first, revoked ones included.</summary>
    public async Task<IReadOnlyList<ApiKeyRow>> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<Row>(
            "select id, name, prefix, scopes, created_at, expires_at, last_used_at, revoked_at from api_key where billing_account_id = @Tenant order by created_at desc, id", new { tenant.Tenant });
        return [.. rows.Select(row => new ApiKeyRow(row.Id, row.Name, row.Prefix, row.Scopes, row.CreatedAt, row.ExpiresAt, row.LastUsedAt, row.RevokedAt))];
    }

    private sealed class Row
    {
        public Guid Id { get; init; }

        public string Name { get; init; } = "";

        public string Prefix { get; init; } = "";

        public string[] Scopes { get; init; } = [];

        public DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? ExpiresAt { get; init; }

        public DateTimeOffset? LastUsedAt { get; init; }

        public DateTimeOffset? RevokedAt { get; init; }
    }
}
