using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

public sealed partial class CreateApiKeyHandler(TenantScopes scopes, TimeProvider clock, ILogger<CreateApiKeyHandler> logger)
{
    public async Task<CreateApiKeyResult> HandleAsync(TenantRef tenant, string name, IReadOnlyCollection<string> keyScopes, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var wanted = keyScopes.Distinct(StringComparer.Ordinal).ToArray();
        if (Problem(name.Trim(), wanted, expiresAt, now) is { } problem) return new CreateApiKeyResult.Refused(problem);

        var (id, key) = (Guid.CreateVersion7(), ApiKeyText.Create(tenant.Owner));
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await scope.ExecuteAsync("""
            insert into api_key (id, billing_account_id, name, prefix, hash, scopes, created_at, expires_at)
            values (@id, @Tenant, @Name, @Prefix, @Hash, @wanted, @now, @expiresAt)
            """, new { id, tenant.Tenant, Name = name.Trim(), key.Prefix, Hash = key.Hash(), wanted, now, expiresAt });
        await scope.CommitAsync();
        Log.Created(logger, id, tenant.Tenant);
        return new CreateApiKeyResult.Created(id, key.Reveal());
    }

    private static AccountRefusal? Problem(string name, string[] keyScopes, DateTimeOffset? expiresAt, DateTimeOffset now) =>
        name.Length is 0 or > 100 ? AccountErrors.NameRequired
        : keyScopes.Length == 0 ? AccountErrors.ScopeRequired
        : Array.Find(keyScopes, scope => !ApiKeyScope.All.Contains(scope)) is { } unknown ? AccountErrors.UnknownScope(unknown)
        : expiresAt <= now ? AccountErrors.ExpiryInThePast
        : null;

    private static partial class Log
    {
        [LoggerMessage(EventId = 1111, Level = LogLevel.Information, Message = "API key {ApiKeyId} created for tenant {TenantId}.")]
        public static partial void Created(ILogger logger, Guid apiKeyId, TenantId tenantId);
    }
}
