-- Leaving a followed wallet at a time (R0.57): no new trades, its exits until then, then what is left is sold. Applied by copytrade_owner.

create table target_exit (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  copy_target_id     uuid not null references copy_target (id),
  book               text not null check (length(book) between 1 and 64),
  asked_by           uuid not null,
  asked_at           timestamptz not null,
  until              timestamptz not null,
  state              text not null check (state in ('leaving', 'closing', 'done', 'given_up')),
  note               text check (length(note) between 1 and 2000),
  halt_id            uuid not null references trading_halt (id),
  is_own_halt        boolean not null,                -- false: its owner had halted it before, and that halt stays
  closing_at         timestamptz,
  ended_at           timestamptz,
  check ((ended_at is not null) = (state in ('done', 'given_up')))
);
create unique index ix_target_exit_open on target_exit (copy_target_id) where ended_at is null;
create index ix_target_exit_target on target_exit (billing_account_id, copy_target_id, asked_at desc);
create index ix_target_exit_due on target_exit (billing_account_id) where ended_at is null;
create index ix_target_exit_halt on target_exit (halt_id);
call protect_tenant_table('target_exit');
grant select, insert, update (until, state, note, closing_at, ended_at) on target_exit to copytrade_app;
grant select, update (state, note, closing_at, ended_at) on target_exit to copytrade_worker;

-- Which rules sell for it (ADR 0020): of an outcome one at a time.
create table target_exit_sale (
  rule_id            uuid primary key references trade_rule (id),
  billing_account_id uuid not null references billing_account (id),
  exit_id            uuid not null references target_exit (id),
  token_id           text not null,
  at                 timestamptz not null
);
create index ix_target_exit_sale on target_exit_sale (billing_account_id, exit_id, token_id, at desc);
create index ix_target_exit_sale_exit on target_exit_sale (exit_id);
call protect_tenant_table('target_exit_sale');
call make_append_only('target_exit_sale');
grant select, insert on target_exit_sale to copytrade_app, copytrade_worker;

-- Whoever sells at the time stops following and lifts the halt in the same commit.
grant update (disabled_at) on copy_target to copytrade_worker;
grant insert on copy_target_change to copytrade_worker;
grant update (released_by, released_at, release_reason) on trading_halt to copytrade_worker;
