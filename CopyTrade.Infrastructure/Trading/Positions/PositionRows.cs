using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Positions;

/// <summary>The state of positions, following the lots. To be called under the tenant's settlement turn.</summary>
internal static class PositionRows
{
    private const string OpenSql = """
        insert into book_position (id, billing_account_id, connection_id, funder, book, condition_id, token_id, neg_risk, mode, state, opened_at, changed_at)
        select distinct on (w.funder) gen_random_uuid(), l.billing_account_id, o.connection_id, coalesce(w.funder, ''), l.book, l.condition_id, l.token_id, o.neg_risk, o.mode, 'open', l.opened_at, @now
          from lot l join order_fill f on f.id = l.order_fill_id join trade_order o on o.id = f.order_id left join wallet_connection w on w.id = o.connection_id
         where l.billing_account_id = @tenant and l.book = @book and l.token_id = @token and l.position_id is null
         order by w.funder, l.opened_at
            on conflict (billing_account_id, book, token_id, funder) where ended_at is null do nothing;
        update lot l set position_id = p.id
          from book_position p, order_fill f join trade_order o on o.id = f.order_id left join wallet_connection w on w.id = o.connection_id
         where p.billing_account_id = @tenant and p.book = @book and p.token_id = @token and p.ended_at is null
           and f.id = l.order_fill_id and p.funder = coalesce(w.funder, '') and l.billing_account_id = @tenant and l.book = @book and l.token_id = @token and l.position_id is null;

        """;

    // Orders (o) of the wallet that a position (p) lies in; one that is not signed yet is for the wallet that is connected.
    private const string OfItsWallet = """
        (p.funder = '' or coalesce(o.connection_id, (select a.id from wallet_connection a where a.billing_account_id = p.billing_account_id and a.revoked_at is null))
           in (select c.id from wallet_connection c where c.billing_account_id = p.billing_account_id and c.funder = p.funder))
        """;

    private const string ReadSql = $"""
        select p.id, p.state, coalesce((select sum(l.remaining) from lot l where l.position_id = p.id), 0) as remaining,
               exists (select from lot_close c join lot l on l.id = c.lot_id where l.position_id = p.id) as has_sold,
               exists (select from trade_order o where o.billing_account_id = p.billing_account_id and o.book = p.book and o.token_id = p.token_id and o.side = 'sell' and o.status in ('pending', 'open', 'partial') and {OfItsWallet}) as is_selling,
               exists (select from trade_order o where o.billing_account_id = p.billing_account_id and o.book = p.book and o.token_id = p.token_id and {OfItsWallet}
                          and (o.status in ('pending', 'open', 'partial') or exists (select from order_fill f where f.order_id = o.id and f.settlement in ('matched', 'retrying', 'mined')))) as is_moving
          from book_position p
         where p.billing_account_id = @tenant and p.book = @book and p.token_id = @token and p.ended_at is null
           for update of p
        """;

    private const string CloseLotsSql = """
        with ending as (
          select l.id, l.billing_account_id, l.remaining, l.cost - coalesce((select sum(c.cost) from lot_close c where c.lot_id = l.id), 0) as left_cost
            from lot l where l.position_id = @position and l.remaining > 0),
        closed as (
          insert into lot_close (id, billing_account_id, lot_id, shares, proceeds, cost, closed_at, cause)
          select gen_random_uuid(), e.billing_account_id, e.id, e.remaining, trunc(e.remaining * @payout, 6), e.left_cost, @now, @cause from ending e
          returning lot_id)
        update lot set remaining = 0 where id in (select lot_id from closed)
        """;

    // The least that the venue takes as a quantity.
    private static readonly Shares Sellable = Shares.Of(0.01m);

    /// <summary>What the lots of a book now say about its position: opened, being sold, sold out, too little left. Each wallet that holds shares of it has its own.</summary>
    public static async Task FollowAsync(TenantScope scope, TenantId tenant, string book, TokenId token, DateTimeOffset now)
    {
        // The first two statements give no rows.
        foreach (var row in await scope.QueryAsync<Row>(OpenSql + ReadSql, new { tenant, book, token, now })) await FollowAsync(scope, row, now);
    }

    private static async Task FollowAsync(TenantScope scope, Row row, DateTimeOffset now)
    {
        var change = row switch
        {
            { Remaining.Quantity: 0m } => new PositionEvent.SoldOut(),
            { HasSold: true, IsMoving: false } when row.Remaining < Sellable => new PositionEvent.LeftDust(),
            { IsSelling: true } => new PositionEvent.SaleBegun(),
            _ => (PositionEvent)new PositionEvent.SaleOver(),
        };
        if (!await MoveAsync(scope, row.Id, EnumText.Parse<PositionState>(row.State), change, now)) return;
        if (change is PositionEvent.LeftDust) await CloseLotsAsync(scope, row.Id, 0m, "dust", now);
    }

    /// <summary>False when the lifecycle knows no such move, or nothing changed.</summary>
    public static async Task<bool> MoveAsync(TenantScope scope, Guid position, PositionState from, PositionEvent change, DateTimeOffset now)
    {
        if (PositionLifecycle.Next(from, change) is not { } next || next == from) return false;
        return await scope.ExecuteAsync("update book_position set state = @next, changed_at = @now, ended_at = @ended where id = @position and state = @known",
            new { position, next = next.ToText(), known = from.ToText(), now, ended = next.IsTerminal() ? now.UtcDateTime : (DateTime?)null }) > 0;
    }

    /// <summary>Closes what is left of a position's lots at so many dollars a share. Once: what is closed is not left.</summary>
    public static Task<int> CloseLotsAsync(TenantScope scope, Guid position, decimal payout, string cause, DateTimeOffset now) =>
        scope.ExecuteAsync(CloseLotsSql, new { position, payout, cause, now });

    private sealed record Row(Guid Id, string State, Shares Remaining, bool HasSold, bool IsSelling, bool IsMoving);
}
