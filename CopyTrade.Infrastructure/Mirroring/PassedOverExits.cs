using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>Sales of targets that were skipped and left shares that nobody watches. It is over once they are sold, paid or guarded, or a sale was written.</summary>
internal sealed class PassedOverExits : IPassedOverExits
{
    /// <summary>Of a decision (d) on a target's fill (f).</summary>
    public const string Is = """
        d.outcome = 'skipped' and d.reason in ('fill_too_old', 'market_unknown', 'price_outside_clob_bounds') and f.side = 'sell'
           and exists (select from lot l where l.billing_account_id = d.billing_account_id and l.book = d.target_key::text and l.token_id = f.token_id and l.remaining >= 0.01 and not l.lies_elsewhere and l.opened_at < d.decided_at)
           and not exists (select from book_position p where p.billing_account_id = d.billing_account_id and p.book = d.target_key::text and p.token_id = f.token_id and p.ended_at is null and p.state not in ('open', 'closing'))
           and not exists (select from trade_order s where s.billing_account_id = d.billing_account_id and s.book = d.target_key::text and s.token_id = f.token_id and s.side = 'sell'
                              and (s.status in ('pending', 'open', 'partial') or s.created_at > d.decided_at
                                   or exists (select from order_fill m where m.order_id = s.id and m.settlement in ('matched', 'retrying', 'mined'))))
           and not exists (select from trade_rule r where r.billing_account_id = d.billing_account_id and r.token_id = f.token_id and (r.book is null or r.book = d.target_key::text)
                              and r.status in ('active', 'pending_approval', 'triggered'))
        """;

    /// <summary>A <see cref="StrandReason"/> of such a decision.</summary>
    public const string Reason = "case d.reason when 'fill_too_old' then 'seen_too_late' when 'market_unknown' then 'market_shut' else 'off_grid' end";

    private const string Sql = $"""
        select distinct on (d.target_key, f.token_id) d.target_key::text as book, f.token_id as token, d.id, {Reason} as reason, d.decided_at
          from copy_decision d join observed_fill f using (fill_id)
         where d.billing_account_id = @Tenant and d.decided_at > (select min(opened_at) from lot where billing_account_id = @Tenant and remaining > 0) and {Is}
         order by d.target_key, f.token_id, d.decided_at desc
        """;

    public async Task<IReadOnlyDictionary<(string Book, TokenId Token), StrandedExit>> ReadAsync(TenantScope scope, TenantRef tenant) =>
        (await scope.QueryAsync<Row>(Sql, new { tenant.Tenant }))
            .ToDictionary(row => (row.Book, row.Token), row => new StrandedExit(null, row.Id, EnumText.Parse<StrandReason>(row.Reason), Shares.Zero, row.DecidedAt));

    private sealed record Row(string Book, TokenId Token, Guid Id, string Reason, DateTimeOffset DecidedAt);
}
