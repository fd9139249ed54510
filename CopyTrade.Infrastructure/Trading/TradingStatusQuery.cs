using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Placing;
using CopyTrade.Infrastructure.Venue;

namespace CopyTrade.Infrastructure.Trading;

public sealed class TradingStatusQuery(TenantScopes scopes, VenueSettings venue, TimeProvider clock) : ITradingStatusQuery
{
    public async Task<TradingStatus> ReadAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var (halts, usage) = await AuthorizationReader.ReadStatusAsync(scope, tenant.Tenant, venue.Mode, clock.GetUtcNow());
        var counts = await scope.QuerySingleAsync<Counts>("""
            select (select count(*) from trade_order where billing_account_id = @Tenant and status in ('open', 'partial'))::int as resting,
                   (select count(*) from order_fill where billing_account_id = @Tenant and settlement in ('matched', 'retrying', 'mined'))::int as unsettled,
                   (select count(*) from trade_order where billing_account_id = @Tenant and status = 'pending' and unknown_since is not null)::int as unknown,
                   (select count(*) from trade_order where billing_account_id = @Tenant and status = 'pending' and waiting_for is not null)::int as waiting,
                   (select count(distinct (book, token_id)) from lot where billing_account_id = @Tenant and remaining > 0)::int as positions
            """, new { tenant.Tenant });
        return new TradingStatus([.. halts.Where(halt => halt.IsWide)], usage, counts.Resting, counts.Unsettled, counts.Unknown, counts.Positions)
        {
            NarrowHalts = [.. halts.Where(halt => !halt.IsWide)],
            WaitingOrders = counts.Waiting,
        };
    }

    private sealed record Counts(int Resting, int Unsettled, int Unknown, int Waiting, int Positions);
}
