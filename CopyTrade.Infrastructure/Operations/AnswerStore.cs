using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>
/// Answers by idempotency key, each tenant's own, kept for a day at least. A turn holds a connection while the request
/// that it is for takes another one, so only a few are given at once: the rest of the pool is everybody else's.
/// </summary>
public sealed class AnswerStore(TenantScopes scopes, TimeProvider clock)
{
    /// <summary>Turns at once on this host: with their requests about half of the pool.</summary>
    internal const int MostTurns = 8;

    /// <summary>How many of these may be one tenant's.</summary>
    internal const int MostTurnsOfATenant = 4;

    private readonly Gates _keys = new(1);
    private readonly Gates _tenants = new(MostTurnsOfATenant);
    private readonly Gates _all = new(MostTurns);

    /// <summary>Waits for others with the same key to finish, then says what they were answered.</summary>
    public async Task<AnswerTurn> TakeTurnAsync(TenantRef tenant, string key, CancellationToken ct)
    {
        // From the narrowest door to the widest: who waits for an equal key, or for one's own others, takes no place from anybody.
        var places = new Stack<IDisposable>();
        TenantScope? scope = null;
        try
        {
            places.Push(await _keys.EnterAsync($"{tenant.Tenant} {key}", ct));
            places.Push(await _tenants.EnterAsync(tenant.Tenant.ToString(), ct));
            places.Push(await _all.EnterAsync("", ct));
            scope = await scopes.OpenAsync(tenant, ct);
            // The same key may have come to another host.
            await scope.ExecuteAsync("select pg_advisory_xact_lock(hashtextextended('answer ' || @Tenant::text || @key, 0))", new { tenant.Tenant, key });
            var earlier = await scope.QuerySingleOrDefaultAsync<StoredAnswer>(
                "select request, status, content_type, body, location from api_answer where billing_account_id = @Tenant and key = @key", new { tenant.Tenant, key });
            return new AnswerTurn(scope, places, tenant, key, earlier, clock);
        }
        catch
        {
            if (scope is not null) await scope.DisposeAsync();
            foreach (var place in places) place.Dispose();
            throw;
        }
    }
}
