-- The replay of a followed wallet's last day: one for each target, made anew when it is asked for. Applied by copytrade_owner.

create table day_replay (
  billing_account_id uuid not null references billing_account (id),
  copy_target_id     uuid not null references copy_target (id),
  run_id             uuid not null,
  requested_at       timestamptz not null,
  finished_at        timestamptz,
  problem            text check (length(problem) between 1 and 500),
  result             jsonb,                       -- of the run before while a new one is under way
  primary key (billing_account_id, copy_target_id),
  check (problem is null or finished_at is not null)
);
create index ix_day_replay_target on day_replay (copy_target_id);
call protect_tenant_table('day_replay');
-- A page asks; only a host with jobs says what came of it.
grant select, insert (billing_account_id, copy_target_id, run_id, requested_at), update (run_id, requested_at, finished_at, problem) on day_replay to copytrade_app;
grant select, update (finished_at, problem, result) on day_replay to copytrade_worker;

-- Search over all orders: by market (one look for each market, not for each order) and by transaction. Ids have their indexes.
create index ix_trade_order_market on trade_order (billing_account_id, condition_id, created_at desc, id desc);
create index ix_order_fill_transaction on order_fill (billing_account_id, transaction_hash) where transaction_hash is not null;
