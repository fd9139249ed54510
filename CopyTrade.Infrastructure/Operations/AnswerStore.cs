using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>Answers by idempotency key, each tenant's own, kept for a day at least.</summary>
public sealed class AnswerStore(TenantScopes scopes, TimeProvider clock)
{
    /// <summary>Waits for others with the same key to finish, then says what they were answered.</summary>
    public async Task<AnswerTurn> TakeTurnAsync(TenantRef tenant, string key, CancellationToken ct)
    {
        var scope = await scopes.OpenAsync(tenant, ct);
        try
        {
            await scope.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('answer ' || @Tenant::text || @key, 0))", new { tenant.Tenant, key });
            var earlier = await scope.QuerySingleOrDefaultAsync<StoredAnswer>(
                "select request, status, content_type, body, location from api_answer where billing_account_id = @Tenant and key = @key", new { tenant.Tenant, key });
            return new AnswerTurn(scope, tenant, key, earlier, clock);
        }
        catch
        {
            await scope.DisposeAsync();
            throw;
        }
    }
}
