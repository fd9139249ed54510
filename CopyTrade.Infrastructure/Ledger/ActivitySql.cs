namespace CopyTrade.Infrastructure.Ledger;

/// <summary>Movements of wallets without an order of ours.</summary>
internal static class ActivitySql
{
    /// <summary>Live wallets of these accounts and from when on each is read: rows come late, so a part is read again.</summary>
    public const string Wallets = """
        select w.billing_account_id as tenant, w.id as connection, w.funder, coalesce((select max(a.at) from wallet_activity a where a.connection_id = w.id) - @overlap, w.created_at) as since
          from wallet_connection w
         where w.billing_account_id = any (@tenants) and w.revoked_at is null and not exists (select from paper_account p where p.billing_account_id = w.billing_account_id)
         order by w.id
        """;

    public const string Insert = """
        insert into wallet_activity (id, billing_account_id, connection_id, row_key, kind, at, transaction_hash, condition_id, first_token, second_token, shares, dollars, title, read_at)
        select r.*, @now from unnest(@ids, @tenants, @connections, @keys, @kinds, @times, @hashes, @conditions, @firsts, @seconds, @shares, @dollars, @titles) r
            on conflict (connection_id, row_key) do nothing
        """;

    public const string Unexplained = """
        select count(*)::int from wallet_activity a
          join ledger_entry o on o.billing_account_id = a.billing_account_id and o.source_key = 'opening:' || a.connection_id and a.at > o.at
         where a.billing_account_id = @Tenant and a.kind in ('split', 'merge', 'conversion')
           and not exists (select from ledger_entry e where e.billing_account_id = a.billing_account_id and e.source_key = 'activity:' || a.id)
        """;

    /// <summary>
    /// What the ledger has to know of a wallet. What was before the first comparison is in the opening capital; transfers that
    /// were asked for here are posted as such.
    /// </summary>
    public const string Movements = """
        select a.id, a.kind, a.at, a.condition_id, a.first_token, a.second_token, a.shares, a.dollars
          from wallet_activity a
          join ledger_entry o on o.billing_account_id = a.billing_account_id and o.source_key = 'opening:' || a.connection_id and a.at > o.at
         where a.billing_account_id = @Tenant
           and not (a.kind in ('deposit', 'withdrawal') and exists (select from chain_transaction c where c.billing_account_id = a.billing_account_id and c.transaction_hash = a.transaction_hash))
         order by a.at, a.id
        """;
}
