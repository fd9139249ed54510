using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Readiness;

public sealed class WalletRefusalQuery(TenantScopes scopes, TimeProvider clock) : IWalletRefusalQuery
{
    public async Task<WalletRefusal?> FindAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var row = await scope.QueryFirstOrDefaultAsync<Row>("""
            select o.side, o.venue_error, o.failure_detail, coalesce(o.finished_at, o.submitted_at, o.created_at) as at
              from trade_order o join wallet_connection w on w.id = o.connection_id and w.revoked_at is null
             where o.billing_account_id = @Tenant and o.created_at > @Since and o.venue_error is not null and o.accepted_at is null
               and not exists (select from trade_order later where later.billing_account_id = @Tenant and later.connection_id = o.connection_id and later.accepted_at > coalesce(o.finished_at, o.submitted_at, o.created_at))
             order by o.created_at desc limit 1
            """, new { tenant.Tenant, Since = clock.GetUtcNow().AddHours(-24) });
        return row is not null && EnumText.TryParse<VenueErrorCode>(row.VenueError, out var code)
            ? new WalletRefusal(EnumText.Parse<OrderSide>(row.Side), code, row.FailureDetail, row.At)
            : null;
    }

    private sealed record Row(string Side, string VenueError, string? FailureDetail, DateTimeOffset At);
}
