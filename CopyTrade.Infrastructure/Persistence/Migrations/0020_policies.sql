-- Rules of copying besides the size: a target's own (null: none), over the tenant's default.
alter table copy_target add column rules jsonb;

create table copy_default (
  billing_account_id         uuid primary key references billing_account (id),
  policy                     jsonb not null,
  mirror_max_usdc_per_trade  numeric(20, 8) not null check (mirror_max_usdc_per_trade > 0),
  mirror_filter_percentile   integer not null check (mirror_filter_percentile between 50 and 99),
  rules                      jsonb not null,
  updated_at                 timestamptz not null
);
call protect_tenant_table('copy_default');
grant select, insert, update on copy_default to copytrade_app;
grant select on copy_default to copytrade_worker;

-- Who changed which rules, when, from what to what. No target means the tenant's default.
create table copy_target_change (
  id                 bigint generated always as identity primary key,
  billing_account_id uuid not null references billing_account (id),
  copy_target_id     uuid references copy_target (id),
  changed_by_user_id uuid not null,
  changed_at         timestamptz not null,
  before             jsonb,
  after              jsonb not null
);
create index ix_copy_target_change on copy_target_change (billing_account_id, copy_target_id, id desc);
call protect_tenant_table('copy_target_change');
call make_append_only('copy_target_change');
grant select, insert on copy_target_change to copytrade_app;

-- The followed wallet's cost on a market's tokens when we first saw it there: what a position-gap policy counts from (R0.22).
create table copy_baseline (
  billing_account_id uuid not null references billing_account (id),
  target_key         uuid not null,
  condition_id       text not null,
  costs              jsonb not null,               -- {token id: dollars}
  taken_at           timestamptz not null,
  primary key (billing_account_id, target_key, condition_id)
);
call protect_tenant_table('copy_baseline');
grant select on copy_baseline to copytrade_app;
grant select, insert on copy_baseline to copytrade_worker;

-- Fills too small to copy that wait for more of their kind (R1.22). A group ends by an order or by its window.
create table accumulation (
  billing_account_id uuid not null references billing_account (id),
  target_key         uuid not null,
  fill_id            text not null references observed_fill (fill_id),
  group_id           uuid not null,
  token_id           text not null,
  side               text not null check (side in ('buy', 'sell')),
  shares             numeric(20, 8) not null check (shares > 0),
  price              numeric(10, 6) not null,
  filled_at          timestamptz not null,
  ended_at           timestamptz,
  ended_by           text check (ended_by in ('placed', 'expired')),
  primary key (billing_account_id, target_key, fill_id),
  check ((ended_at is null) = (ended_by is null))
);
create index ix_accumulation_waiting on accumulation (billing_account_id, target_key, token_id, side) where ended_at is null;
call protect_tenant_table('accumulation');
grant select on accumulation to copytrade_app;
grant select, insert, update on accumulation to copytrade_worker;

-- Today's result of a tenant is asked for before every buy where a daily loss is a limit.
create index ix_lot_close_day on lot_close (billing_account_id, closed_at);
