namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Trades of connected wallets, and which of them no order here led to.</summary>
internal static class WalletTradeSql
{
    /// <summary>Live wallets of these accounts, from when on each is read (rows come late, so a part is read again), and where a reading that was cut short goes on.</summary>
    public const string Wallets = """
        select w.billing_account_id as tenant, w.id as connection, w.funder, coalesce(r.read_to - @overlap, w.created_at) as since, r.resume_to, r.resume_top
          from wallet_connection w left join wallet_trade_read r on r.connection_id = w.id
         where w.billing_account_id = any (@tenants) and w.revoked_at is null and not exists (select from paper_account p where p.billing_account_id = w.billing_account_id)
         order by w.id
        """;

    /// <summary>Rows that are a match of ours already are not kept.</summary>
    public const string Insert = """
        insert into wallet_trade (id, billing_account_id, connection_id, row_key, side, at, transaction_hash, condition_id, token_id, shares, price, title, outcome, read_at)
        select r.id, @Tenant, @connection, r.row_key, r.side, r.at, r.hash, r.condition, r.token, r.shares, r.price, r.title, r.outcome, @now
          from unnest(@ids, @keys, @sides, @times, @hashes, @conditions, @tokens, @shares, @prices, @titles, @outcomes) r (id, row_key, side, at, hash, condition, token, shares, price, title, outcome)
         where not exists (select from order_fill f where f.billing_account_id = @Tenant and f.transaction_hash = r.hash)
            on conflict (connection_id, row_key) do nothing
        """;

    /// <summary>All of it was read, as it was at <c>@top</c>.</summary>
    public const string ReadTo = """
        insert into wallet_trade_read (connection_id, billing_account_id, read_to) values (@connection, @Tenant, @top)
            on conflict (connection_id) do update set read_to = greatest(wallet_trade_read.read_to, excluded.read_to), resume_to = null, resume_top = null
        """;

    /// <summary>The reading that began at <c>@top</c> goes on below <c>@left</c>.</summary>
    public const string CutShort = """
        insert into wallet_trade_read (connection_id, billing_account_id, resume_to, resume_top) values (@connection, @Tenant, @left, @top)
            on conflict (connection_id) do update set resume_to = excluded.resume_to, resume_top = excluded.resume_top
        """;

    /// <summary>
    /// Trades of <c>@Tenant</c> that no order led to. What was before the wallet's first comparison is in the opening capital. A trade
    /// beside a match of ours that has not been told its transaction may be that match: it is not counted, and neither is one of the last minutes.
    /// </summary>
    public const string Elsewhere = """
        select t.at, t.side, t.condition_id, t.token_id, t.shares, t.price, t.title, t.outcome, t.transaction_hash
          from wallet_trade t
          join wallet_connection w on w.id = t.connection_id and w.revoked_at is null
          join ledger_entry o on o.billing_account_id = t.billing_account_id and o.source_key = 'opening:' || t.connection_id and t.at > o.at
         where t.billing_account_id = @Tenant and t.at < @settled
           and not exists (select from order_fill f where f.billing_account_id = t.billing_account_id and f.transaction_hash = t.transaction_hash)
           and not exists (select from order_fill f join trade_order r on r.id = f.order_id
                            where f.billing_account_id = t.billing_account_id and f.transaction_hash is null and f.settlement <> 'failed'
                              and r.token_id = t.token_id and r.side = t.side and f.matched_at between t.at - interval '10 minutes' and t.at + interval '10 minutes')
        """;
}
