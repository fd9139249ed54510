-- What changed of a tenant's rules since they were last read: of ten thousand rules one that fired is read alone.

create index ix_trade_rule_changed on trade_rule (billing_account_id, changed_at);
create index ix_rule_exit_live on rule_exit (billing_account_id) where state = 'running';

-- Whoever has rules is looked after, also without targets and without a wallet: a rule that nobody judges never ends.
grant select on trade_rule, rule_exit to copytrade_enumerator;
create or replace function enumerate_tenants() returns table (billing_account_id uuid, owner_user_id uuid, copy_target_id uuid, wallet text)
  language sql stable security definer set search_path = public as $$
    select b.id, b.owner_user_id, t.id, t.wallet
      from billing_account b
      left join copy_target t on t.billing_account_id = b.id and t.disabled_at is null
     where t.id is not null
        or exists (select 1 from wallet_connection w where w.billing_account_id = b.id and w.revoked_at is null)
        or exists (select 1 from trade_order o where o.billing_account_id = b.id and o.status in ('pending', 'open', 'partial'))
        or exists (select 1 from order_fill f where f.billing_account_id = b.id and f.settlement in ('matched', 'retrying', 'mined'))
        or exists (select 1 from chain_transaction c where c.billing_account_id = b.id and c.status in ('pending', 'submitted', 'mined'))
        or exists (select 1 from wallet_transfer m where m.billing_account_id = b.id and m.state in ('requested', 'signed', 'sent'))
        or exists (select 1 from trade_rule r where r.billing_account_id = b.id and r.status in ('active', 'pending_approval'))
        or exists (select 1 from rule_exit x where x.billing_account_id = b.id and x.state = 'running')
        or exists (select 1 from harness_job j where j.billing_account_id = b.id and j.status = 'pending')
        or exists (select 1 from harness_job j where j.billing_account_id = b.id and j.status = 'running')
  $$;
