using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Signals;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>Our own situation for one intent, read under the profile's lock.</summary>
internal static class SignalFacts
{
    // Shares being sold are no longer ours to sell, whether the sale rests, has matched, or settles.
    private const string HeldSql = """
        select coalesce(sum(shares), 0) from (
          select remaining as shares from lot where billing_account_id = @Tenant and book = @book and token_id = @token and remaining > 0
          union all
          select -(case when o.status in ('pending', 'open', 'partial') then o.shares - o.matched_shares else 0 end
                   + greatest(0, o.matched_shares - coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id), 0)))
            from trade_order o
           where o.billing_account_id = @Tenant and o.side = 'sell' and o.status <> 'error' and o.book = @book and o.token_id = @token
             and (o.status in ('pending', 'open', 'partial') or (o.matched_shares > 0 and o.finished_at > @now - interval '1 hour'))
          union all
          select -f.shares from order_fill f join trade_order o on o.id = f.order_id
           where o.billing_account_id = @Tenant and o.side = 'sell' and f.settlement in ('matched', 'retrying', 'mined') and o.book = @book and o.token_id = @token) h
        """;

    private const string FreeSql = """
        select w.collateral_balance
               - coalesce((select sum(o.limit_price * (o.shares - o.matched_shares)) from trade_order o
                            where o.billing_account_id = w.billing_account_id and o.side = 'buy' and o.status in ('pending', 'open', 'partial')), 0)
               - coalesce((select sum(f.shares * f.price + coalesce(f.fee, 0)) from order_fill f join trade_order o on o.id = f.order_id
                            where f.billing_account_id = w.billing_account_id and o.side = 'buy' and f.settlement <> 'failed' and f.matched_at > w.balance_at), 0)
          from wallet_connection w
         where w.billing_account_id = @Tenant and w.revoked_at is null and w.collateral_balance is not null
        """;

    private const string BudgetSql = """
        select coalesce(sum(case when o.status = 'canceled' then ceil(o.matched_shares * o.limit_price * 1000000) / 1000000 else o.notional end), 0)
          from trade_order o join signal_intent i on i.order_id = o.id
         where o.billing_account_id = @Tenant and i.profile_id = @profile and o.side = 'buy' and o.status <> 'error' and o.mode = @mode and o.created_at > @now - interval '24 hours'
        """;

    public static async Task<SignalSnapshot> ReadAsync(TenantScope scope, TenantRef tenant, SignalProfile profile, SignalIntent intent, TokenId? token, VenueMode mode, DateTimeOffset now)
    {
        var key = new { tenant.Tenant, profile = profile.Id, book = SignalKeys.BookOf(profile.Name, intent.Trader), token = token?.Value, mode = mode.ToText(), now = now.UtcDateTime };
        var held = await scope.QuerySingleAsync<decimal>(HeldSql, key);
        var used = await scope.QuerySingleAsync<decimal>(BudgetSql, key);
        return new(Shares.RoundDown(Math.Max(0m, held)), await FreeAsync(scope, tenant), Usdc.RoundUp(used));
    }

    public static async Task<Usdc?> FreeAsync(TenantScope scope, TenantRef tenant) =>
        await scope.QuerySingleOrDefaultAsync<decimal?>(FreeSql, new { tenant.Tenant }) is { } free ? Usdc.RoundDown(Math.Max(0m, free)) : null;
}
