using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Targets;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Reads what the planner has to know for a whole batch, in a few set-based queries under row security.</summary>
internal static class MirrorFactsReader
{
    private const string DecidedSql = "select billing_account_id as Tenant, target_key, fill_id from copy_decision where fill_id = any (@fills)";

    // Shares being sold are no longer ours to sell, whether the sale still rests, has matched, or settles.
    private const string HeldSql = """
        select billing_account_id as Tenant, book, token_id as Token, sum(shares) as Amount from (
          select billing_account_id, book, token_id, remaining as shares from lot
           where remaining > 0 and book = any (@books)
          union all
          select o.billing_account_id, o.book, o.token_id,
                 -(case when o.status in ('pending', 'open', 'partial') then o.shares - o.matched_shares else 0 end
                   + greatest(0, o.matched_shares - coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id), 0)))
            from trade_order o
           where o.side = 'sell' and o.status <> 'error' and o.book = any (@books)
             and (o.status in ('pending', 'open', 'partial') or (o.matched_shares > 0 and o.finished_at > @since))
          union all
          select o.billing_account_id, o.book, o.token_id, -f.shares from order_fill f join trade_order o on o.id = f.order_id
           where o.side = 'sell' and f.settlement in ('matched', 'retrying', 'mined') and o.book = any (@books)) h
         group by 1, 2, 3
        """;

    // Bought and not final: matched, counted and not reported trade by trade yet, or sent a moment ago with its match still to be heard of.
    private const string IncomingSql = """
        select o.billing_account_id as Tenant, o.book, o.token_id as Token,
               sum(f.moving + greatest(0, o.matched_shares - f.standing)
                   + case when o.status in ('pending', 'open', 'partial') and o.submitted_at > @sent then greatest(0, o.shares - greatest(o.matched_shares, f.standing)) else 0 end) as Amount
          from trade_order o
          cross join lateral (select coalesce(sum(m.shares) filter (where m.settlement in ('matched', 'retrying', 'mined')), 0) as moving,
                                     coalesce(sum(m.shares) filter (where m.settlement <> 'failed'), 0) as standing
                                from order_fill m where m.order_id = o.id) f
         where o.side = 'buy' and o.book = any (@books)
           and (o.status in ('pending', 'open', 'partial') or (o.status in ('filled', 'canceled') and o.finished_at > @since))
         group by 1, 2, 3
        """;

    // Held at cost, matched and not final, matched and not reported trade by trade yet, and what may still match.
    private const string IntentSql = """
        select billing_account_id as Tenant, book, token_id as Token, sum(dollars) as Amount from (
          select billing_account_id, book, token_id, cost * remaining / shares as dollars from lot
           where remaining > 0 and book = any (@books)
          union all
          select o.billing_account_id, o.book, o.token_id, f.shares * f.price from order_fill f join trade_order o on o.id = f.order_id
           where o.side = 'buy' and f.settlement in ('matched', 'retrying', 'mined') and o.book = any (@books)
          union all
          select o.billing_account_id, o.book, o.token_id,
                 o.limit_price * (case when o.status in ('pending', 'open', 'partial') then o.shares - o.matched_shares else 0 end
                                  + greatest(0, o.matched_shares - coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id), 0)))
            from trade_order o
           where o.side = 'buy' and o.status <> 'error' and o.book = any (@books)
             and (o.status in ('pending', 'open', 'partial') or (o.matched_shares > 0 and o.finished_at > @since))) i
         group by 1, 2, 3
        """;

    private const string RestingSql = """
        select billing_account_id as Tenant, book, condition_id as Condition, count(*)::int as Orders from trade_order
         where status in ('pending', 'open', 'partial') and book = any (@books)
         group by 1, 2, 3
        """;

    // The balance is as old as its reading: what matched since then is gone, what still rests may be taken at any moment.
    private const string FreeSql = """
        select w.billing_account_id as Tenant, w.collateral_balance
               - coalesce((select sum(o.limit_price * (o.shares - o.matched_shares)) from trade_order o
                            where o.billing_account_id = w.billing_account_id and o.side = 'buy' and o.status in ('pending', 'open', 'partial')), 0)
               - coalesce((select sum(f.shares * f.price + coalesce(f.fee, 0)) from order_fill f join trade_order o on o.id = f.order_id
                            where f.billing_account_id = w.billing_account_id and o.side = 'buy' and f.settlement <> 'failed' and f.matched_at > w.balance_at), 0) as Amount
          from wallet_connection w
         where w.revoked_at is null and w.collateral_balance is not null
        """;

    // Trades of a finished order are reported within minutes; without an end this would look through all of history.
    private static readonly TimeSpan LongestReport = TimeSpan.FromHours(1);
    private static readonly TimeSpan JustSent = TimeSpan.FromSeconds(30);

    public static async Task<MirrorFacts> ReadAsync(TenantScope scope, IReadOnlyCollection<ObservedFill> fills, IReadOnlyCollection<Follower> followers, DateTimeOffset now)
    {
        var facts = new MirrorFacts();
        var books = followers.Select(follower => MirrorKeys.BookOf(follower.Target.Key)).Distinct().ToArray();
        foreach (var row in await scope.QueryAsync<(Guid Tenant, Guid TargetKey, string FillId)>(DecidedSql, new { fills = fills.Select(fill => fill.Id.Value).ToArray() }))
            facts.AddDecided(new TenantId(row.Tenant), new TargetKey(row.TargetKey), row.FillId);
        foreach (var row in await scope.QueryAsync<(Guid Tenant, string Book, string Token, decimal Amount)>(HeldSql, new { books, since = (now - LongestReport).UtcDateTime }))
            facts.AddHeld(new TenantId(row.Tenant), row.Book, row.Token, row.Amount);
        if (fills.Any(fill => fill.Side == OrderSide.Sell))
        {
            foreach (var row in await scope.QueryAsync<(Guid Tenant, string Book, string Token, decimal Amount)>(
                IncomingSql, new { books, since = (now - LongestReport).UtcDateTime, sent = (now - JustSent).UtcDateTime }))
                facts.AddIncoming(new TenantId(row.Tenant), row.Book, row.Token, row.Amount);
        }

        foreach (var row in await scope.QueryAsync<(Guid Tenant, string Book, string Token, decimal Amount)>(IntentSql, new { books, since = (now - LongestReport).UtcDateTime }))
            facts.AddIntent(new TenantId(row.Tenant), row.Book, row.Token, row.Amount);
        foreach (var row in await scope.QueryAsync<(Guid Tenant, string Book, string Condition, int Orders)>(RestingSql, new { books }))
            facts.AddResting(new TenantId(row.Tenant), row.Book, row.Condition, row.Orders);
        foreach (var row in await scope.QueryAsync<(Guid Tenant, decimal Amount)>(FreeSql))
            facts.SetFree(new TenantId(row.Tenant), row.Amount);
        return facts;
    }

    /// <summary>What each book of a tenant has at stake: the cost of what is held and of buys that may still match.</summary>
    public static async Task<IReadOnlyDictionary<string, Usdc>> ExposureAsync(TenantScope scope, TenantId tenant, string[] books, DateTimeOffset now) =>
        (await scope.QueryAsync<(Guid Tenant, string Book, string Token, decimal Amount)>(IntentSql, new { books, since = (now - LongestReport).UtcDateTime }))
            .Where(row => row.Tenant == tenant.Value)
            .GroupBy(row => row.Book)
            .ToDictionary(same => same.Key, same => Usdc.RoundUp(same.Sum(row => row.Amount)));
}
