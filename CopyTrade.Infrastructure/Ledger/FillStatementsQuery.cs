using System.Runtime.CompilerServices;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Ledger;

internal sealed class FillStatementsQuery(TenantScopes scopes) : IFillStatements
{
    // A purchase's cash is its lot's cost; a sale's is what the ledger books for it. Without its lot neither is known.
    // A fee that was learned late is paid in full, whatever of it the lot took. The part for shares that were gone by then made
    // the result of its own match smaller, as the ledger has it: of a sale all of it, of a purchase what its lot did not take.
    private const string Sql = """
        select f.id as fill, o.id as "order", f.matched_at as at, f.settled_at, o.side, o.book, coalesce(t.label, t.wallet) as target, o.condition_id as condition, o.title as market, o.outcome, o.token_id as token,
               f.shares, f.price, f.fee, f.is_taker, case o.side when 'buy' then l.late_fee - l.cost - case when f.fee_learned_at is null then 0 else f.fee end else trunc(f.shares * f.price, 6) - coalesce(f.fee, 0) end as cash,
               case when f.fee_learned_at is null or f.fee = 0 then c.realized when o.side = 'sell' then coalesce(c.realized, 0) - f.fee else nullif(coalesce(l.late_fee, 0) - f.fee, 0) end as realized,
               f.transaction_hash as transaction, f.fee_learned_at
          from order_fill f
          join trade_order o on o.id = f.order_id
          left join lot l on l.order_fill_id = f.id
          left join lateral (select sum(proceeds - cost) as realized from lot_close where order_fill_id = f.id) c on true
          left join lateral (select label, wallet from copy_target t where t.billing_account_id = f.billing_account_id and t.target_key::text = o.book order by created_at desc limit 1) t on true
         where f.billing_account_id = @Tenant and f.settlement = 'confirmed'
        """;

    public async Task<IReadOnlyList<FillStatement>> ReadAsync(TenantRef tenant, int most, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        return await scope.QueryAsync<FillStatement>($"{Sql} order by f.matched_at desc, f.id desc limit @most", new { tenant.Tenant, most });
    }

    public async IAsyncEnumerable<FillStatement> ExportAsync(TenantRef tenant, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        await using var reader = await scope.Connection.ExecuteReaderAsync(new($"{Sql} order by f.matched_at, f.id", new { tenant.Tenant }, scope.Transaction, cancellationToken: ct));
        var parse = reader.GetRowParser<FillStatement>();
        while (await reader.ReadAsync(ct)) yield return parse(reader);
    }
}
