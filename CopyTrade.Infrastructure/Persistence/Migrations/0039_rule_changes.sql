-- What changed of a tenant's rules since they were last read: of ten thousand rules one that fired is read alone.

create index ix_trade_rule_changed on trade_rule (billing_account_id, changed_at);
create index ix_rule_exit_live on rule_exit (billing_account_id) where state = 'running';

-- Whoever has rules is looked after, also without targets and without a wallet: a rule that nobody judges never ends.
-- Added to whatever reasons the function knows by now.
grant select on trade_rule, rule_exit to copytrade_enumerator;
do $$
declare
  known text := 'or exists (select 1 from wallet_transfer m';
  found text := pg_get_functiondef('enumerate_tenants()'::regprocedure);
begin
  if position(known in found) = 0 then raise exception 'enumerate_tenants() does not look as expected'; end if;
  execute replace(found, known, 'or exists (select 1 from trade_rule r where r.billing_account_id = b.id and r.status in (''active'', ''pending_approval''))
        or exists (select 1 from rule_exit x where x.billing_account_id = b.id and x.state = ''running'')
        ' || known);
end $$;
