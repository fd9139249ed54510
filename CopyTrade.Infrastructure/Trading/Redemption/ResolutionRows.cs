using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Infrastructure.Trading.Redemption;

/// <summary>What the end of a market does to a tenant's positions on it. To be called under the tenant's settlement turn.</summary>
internal static class ResolutionRows
{
    private const string ReadSql = """
        select p.id, p.book, p.token_id as token, p.state, p.mode, p.funder, m.payout,
               exists (select from trade_order o where o.billing_account_id = p.billing_account_id and o.book = p.book and o.token_id = p.token_id
                          and (o.status in ('pending', 'open', 'partial') or exists (select from order_fill f where f.order_id = o.id and f.settlement in ('matched', 'retrying', 'mined')))) as is_moving
          from book_position p left join market_resolution m on m.condition_id = p.condition_id and m.token_id = p.token_id
         where p.billing_account_id = @Tenant and p.condition_id = @condition and p.ended_at is null
           for update of p
        """;

    private const string QueueSql = """
        insert into redeem_job (id, billing_account_id, connection_id, funder, condition_id, neg_risk, mode, state, expected_payout, due_at, created_at, changed_at)
        select @id, p.billing_account_id, (array_agg(p.connection_id order by p.opened_at desc))[1], p.funder, p.condition_id, bool_or(p.neg_risk), min(p.mode), 'pending',
               sum((select coalesce(sum(trunc(l.remaining * m.payout, 6)), 0) from lot l where l.position_id = p.id)), @now, @now, @now
          from book_position p
          join market_resolution m on m.condition_id = p.condition_id and m.token_id = p.token_id
         where p.billing_account_id = @Tenant and p.condition_id = @condition and p.funder = @funder and p.connection_id is not null and p.state in ('winner', 'redeem_pending') and p.mode <> 'paper'
         group by p.billing_account_id, p.funder, p.condition_id
            on conflict (funder, condition_id) where state not in ('confirmed', 'abandoned', 'skipped') do nothing
        """;

    /// <summary>Returns whether anything changed.</summary>
    public static async Task<bool> SettleAsync(TenantScope scope, TenantRef tenant, ConditionId condition, DateTimeOffset now)
    {
        var (changed, winners) = (false, new HashSet<string>(StringComparer.Ordinal));
        foreach (var row in await scope.QueryAsync<Row>(ReadSql, new { tenant.Tenant, condition }))
        {
            var state = EnumText.Parse<PositionState>(row.State);
            if (row.Payout is not { } payout || row.IsMoving)
            {
                changed |= await PositionRows.MoveAsync(scope, row.Id, state, new PositionEvent.MarketClosed(), now);
            }
            else if (payout == 0m)
            {
                if (!await PositionRows.MoveAsync(scope, row.Id, state, new PositionEvent.Lost(), now)) continue;
                await PositionRows.CloseLotsAsync(scope, row.Id, 0m, "lost", now);
                changed = true;
            }
            else
            {
                changed |= await WinAsync(scope, row, state, payout, now);
                if (row is { Mode: not "paper", Funder: not "" }) winners.Add(row.Funder);
            }
        }

        foreach (var funder in winners) changed |= await QueueAsync(scope, tenant, condition, funder, now);
        return changed;
    }

    /// <summary>Writes the redemption of a wallet's winners on a market, unless one is under way; answers how many it wrote.</summary>
    public static Task<int> WriteJobAsync(TenantScope scope, TenantRef tenant, ConditionId condition, string funder, DateTimeOffset now) =>
        scope.ExecuteAsync(QueueSql, new { id = Guid.CreateVersion7(now), tenant.Tenant, condition, funder, now });

    private static async Task<bool> QueueAsync(TenantScope scope, TenantRef tenant, ConditionId condition, string funder, DateTimeOffset now)
    {
        var queued = await WriteJobAsync(scope, tenant, condition, funder, now);
        return await scope.ExecuteAsync("""
            update book_position set state = 'redeem_pending', changed_at = @now
             where billing_account_id = @Tenant and condition_id = @condition and funder = @funder and state = 'winner' and mode <> 'paper'
            """, new { tenant.Tenant, condition, funder, now }) + queued > 0;
    }

    // Made-up money is paid at once: there is no chain behind it.
    private static async Task<bool> WinAsync(TenantScope scope, Row row, PositionState state, decimal payout, DateTimeOffset now)
    {
        var moved = await PositionRows.MoveAsync(scope, row.Id, state, new PositionEvent.Won(), now);
        if (row.Mode != "paper") return moved;
        await PositionRows.CloseLotsAsync(scope, row.Id, payout, "redeemed", now);
        return await PositionRows.MoveAsync(scope, row.Id, PositionState.Winner, new PositionEvent.Paid(), now);
    }

    private sealed record Row(Guid Id, string Book, TokenId Token, string State, string Mode, string Funder, decimal? Payout, bool IsMoving);
}
