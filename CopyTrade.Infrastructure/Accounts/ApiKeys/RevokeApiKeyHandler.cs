using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;

namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

public sealed partial class RevokeApiKeyHandler(TenantScopes scopes, TimeProvider clock, ILogger<RevokeApiKeyHandler> logger)
{
    /// <summary>False when the tenant has no such key; revoking twice is fine.</summary>
    public async Task<bool> HandleAsync(TenantRef tenant, Guid apiKeyId, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var found = await scope.ExecuteAsync(
            "update api_key set revoked_at = coalesce(revoked_at, @Now) where id = @apiKeyId and billing_account_id = @Tenant", new { Now = clock.GetUtcNow(), apiKeyId, tenant.Tenant }) > 0;
        await scope.CommitAsync();
        if (found) Log.Revoked(logger, apiKeyId, tenant.Tenant);
        return found;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1112, Level = LogLevel.Information, Message = "API key {ApiKeyId} of tenant {TenantId} revoked.")]
        public static partial void Revoked(ILogger logger, Guid apiKeyId, TenantId tenantId);
    }
}
