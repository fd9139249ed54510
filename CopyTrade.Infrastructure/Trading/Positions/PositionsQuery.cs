using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Positions;

internal sealed class PositionsQuery(TenantScopes scopes, IPassedOverExits passedOver) : IPositionsQuery
{
    // What lies in a wallet that is not connected is a row of its own, under that wallet's address; '' is the connected one.
    private const string Sql = $"""
        with held as (
          select l.book, l.token_id, l.condition_id,
                 case when l.lies_elsewhere and l.remaining > 0
                      then (select w.funder from order_fill f join trade_order o on o.id = f.order_id join wallet_connection w on w.id = o.connection_id where f.id = l.order_fill_id) else '' end as holder,
                 sum(l.remaining) as shares, sum(l.cost - coalesce(c.cost, 0)) as cost, sum(coalesce(c.proceeds - c.cost, 0)) as realized,
                 max(greatest(l.opened_at, c.closed_at)) as last_change_at
            from lot l
            left join lateral (select sum(cost) as cost, sum(proceeds) as proceeds, max(closed_at) as closed_at from lot_close where lot_id = l.id) c on true
           where l.billing_account_id = @Tenant
           group by 1, 2, 3, 4),
        moving as (
          select o.book, o.token_id, o.condition_id,
                 coalesce((select w.funder from wallet_connection w join wallet_connection a on a.billing_account_id = w.billing_account_id and a.revoked_at is null and a.funder <> w.funder where w.id = o.connection_id), '') as holder,
                 coalesce(sum(f.shares) filter (where o.side = 'buy'), 0) as incoming, coalesce(sum(f.shares) filter (where o.side = 'sell'), 0) as outgoing,
                 min(f.matched_at) as unsettled_since
            from order_fill f join trade_order o on o.id = f.order_id
           where f.billing_account_id = @Tenant and f.settlement in ('matched', 'retrying', 'mined')
           group by 1, 2, 3, 4)
        select token_id as token, condition_id as condition, book, named.title, named.outcome, coalesce(shares, 0) as shares, coalesce(cost, 0) as cost, coalesce(realized, 0) as realized,
               coalesce(incoming, 0) as incoming, coalesce(outgoing, 0) as outgoing, unsettled_since, last_change_at, stands.state, nullif(holder, '') as holder,
               missed.id as missed_order, missed.reason as missed_reason, missed.matched_shares as missed_sold, missed.finished_at as missed_at
          from (held full join moving using (book, token_id, condition_id, holder)) as p
          left join lateral (select o.title, o.outcome from trade_order o
                              where o.billing_account_id = @Tenant and o.book = p.book and o.condition_id = p.condition_id and o.token_id = p.token_id order by o.created_at desc limit 1) named on true
          left join lateral (select b.state from book_position b
                              where b.billing_account_id = @Tenant and b.book = p.book and b.token_id = p.token_id and (p.holder = '' or b.funder = p.holder)
                              order by p.holder = '' and b.ended_at is null and exists (select from lot l where l.position_id = b.id and l.remaining > 0 and l.lies_elsewhere), b.ended_at is null desc, b.changed_at desc limit 1) stands on true
          left join lateral (select o.id, {StrandedSql.Reason} as reason, o.matched_shares, o.finished_at from trade_order o
                              where p.holder = '' and p.shares > 0 and o.billing_account_id = @Tenant and o.book = p.book and o.token_id = p.token_id and {StrandedSql.IsStranded}
                              order by o.created_at desc limit 1) missed on true
         where @includeClosed or coalesce(shares, 0) > 0 or unsettled_since is not null
         order by coalesce(unsettled_since, last_change_at) desc, token_id, book, holder
        """;

    private static readonly Dictionary<(string, TokenId), StrandedExit> NothingPassed = [];

    public async Task<IReadOnlyList<PositionRow>> ListAsync(TenantRef tenant, bool includeClosed, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<Row>(Sql, new { tenant.Tenant, includeClosed });
        var passed = rows.Any(row => row.IsInWallet) ? await passedOver.ReadAsync(scope, tenant) : NothingPassed;
        return [.. rows.Select(row => row.ToPosition(row.IsInWallet ? passed.GetValueOrDefault((row.Book, row.Token)) : null))];
    }

    private sealed record Row(
        TokenId Token, ConditionId Condition, string Book, string? Title, string? Outcome, Shares Shares, Usdc Cost, Usdc Realized, Shares Incoming, Shares Outgoing, DateTimeOffset? UnsettledSince, DateTimeOffset? LastChangeAt, string? State, WalletAddress? Holder,
        OrderId? MissedOrder, string? MissedReason, Shares? MissedSold, DateTimeOffset? MissedAt)
    {
        // A sale that was passed over after an order had ended is the later word.
        public PositionRow ToPosition(StrandedExit? passed) => new(Token, Condition, Book, Title, Outcome, Shares, Cost, AverageEntry, Realized, Incoming, Outgoing, UnsettledSince, LastChangeAt, State is null ? null : EnumText.Parse<PositionState>(State), Holder, passed ?? Missed);

        public bool IsInWallet => Holder is null && Shares > Shares.Zero;

        private StrandedExit? Missed => MissedOrder is null ? null : new(MissedOrder, null, EnumText.Parse<StrandReason>(MissedReason!), MissedSold!.Value, MissedAt!.Value);

        // With its fee a share near one dollar may have cost more than a dollar; a price cannot say so.
        private Price? AverageEntry => Shares > Shares.Zero ? Price.RoundNearest(Math.Clamp(Cost.Amount / Shares.Quantity, 0m, 1m)) : null;
    }
}
