-- Looked up by an order or a sale alone, in subqueries that name no account: without these each of them reads a whole table,
-- and a fill that a thousand accounts follow makes thousands of such reads within seconds.
create index ix_order_fill_order on order_fill (order_id);
create index ix_lot_close_fill on lot_close (order_fill_id) where order_fill_id is not null;

-- Whose copies ask for rules at all: most accounts' do not, and then nothing further is looked at after each purchase.
create index ix_copy_decision_exits on copy_decision (billing_account_id)
  where greatest((input -> 'rules' ->> 'exit_stop_percent')::numeric, (input -> 'rules' ->> 'exit_target_percent')::numeric, (input -> 'rules' ->> 'exit_trailing_percent')::numeric) > 0;

-- A connection keeps the plans of its statements. A plan made for whoever comes guesses ten accounts where a statement names a
-- thousand, and joins them one by one: what is asked for many accounts at once is planned each time.
create or replace procedure open_tenant_scope(actors text, tenants text, fence text) language plpgsql as $$
begin
  perform set_config('app.actors', actors, true), set_config('app.tenants', tenants, true), set_config('app.fence', fence, true);
  if position(',' in tenants) > 0 then
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
  end if;
end $$;
grant execute on procedure open_tenant_scope(text, text, text) to copytrade_app;
