-- The trading core. Applied by copytrade_owner.
--
-- Tenancy: a row of a tenant carries billing_account_id; its policy asks whether that billing account is owned by one of
-- the current actors. The actors are set for one transaction (app.actors, user ids separated by commas), one for a page,
-- several for a worker's batch. None set means no rows.
-- Roles: copytrade_app serves people, copytrade_worker runs the background, copytrade_watcher only writes observations.

create function app_actors() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.actors', true), ''), ',')::uuid[] $$;

create table billing_account (
  id            uuid primary key,
  owner_user_id uuid not null references asp_net_users (id),
  name          text not null check (length(name) between 1 and 200),
  created_at    timestamptz not null
);
create unique index ix_billing_account_owner on billing_account (owner_user_id);
alter table billing_account enable row level security;
alter table billing_account force row level security;
create policy owned_by_actor on billing_account
  using (owner_user_id = any ((select app_actors())::uuid[]))
  with check (owner_user_id = any ((select app_actors())::uuid[]));

create procedure protect_tenant_table(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format($p$create policy owned_by_actor on %s
    using (exists (select 1 from billing_account b where b.id = billing_account_id and b.owner_user_id = any ((select app_actors())::uuid[])))
    with check (exists (select 1 from billing_account b where b.id = billing_account_id and b.owner_user_id = any ((select app_actors())::uuid[])))$p$, target);
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end $$;

create procedure make_append_only(target regclass) language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete on %s for each row execute function refuse_change()', target);
  execute format('create trigger append_only_all before truncate on %s for each statement execute function refuse_change()', target);
end $$;

-- Accounts ---------------------------------------------------------------------------------------------------------

create table api_key (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  name               text not null check (length(name) between 1 and 100),
  prefix             text not null,
  hash               bytea not null,
  scopes             text[] not null check (cardinality(scopes) > 0),
  created_at         timestamptz not null,
  expires_at         timestamptz,
  last_used_at       timestamptz,
  revoked_at         timestamptz
);
create unique index ix_api_key_hash on api_key (hash);
create index ix_api_key_account on api_key (billing_account_id);
call protect_tenant_table('api_key');

create table wallet_connection (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  signer             text not null check (signer ~ '^0x[0-9a-f]{40}$'),
  funder             text not null check (funder ~ '^0x[0-9a-f]{40}$'),
  signature_type     smallint not null check (signature_type between 0 and 3),
  consented_at       timestamptz not null,
  created_at         timestamptz not null,
  revoked_at         timestamptz,
  credentials_at     timestamptz,
  approvals_ready_at timestamptz,
  readiness_problem  text,
  collateral_balance numeric(20, 8),
  balance_at         timestamptz
);
create unique index ix_wallet_connection_active_account on wallet_connection (billing_account_id) where revoked_at is null;
create unique index ix_wallet_connection_active_signer on wallet_connection (signer) where revoked_at is null;
call protect_tenant_table('wallet_connection');

-- Ciphertext only; the watcher has no right to this table.
create table wallet_secret (
  connection_id      uuid not null references wallet_connection (id),
  billing_account_id uuid not null references billing_account (id),
  purpose            text not null check (purpose in ('signing-key', 'venue-credentials')),
  wrapped_key        bytea not null,
  ciphertext         bytea not null,
  created_at         timestamptz not null,
  primary key (connection_id, purpose)
);
call protect_tenant_table('wallet_secret');

create table wallet_grant (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  per_order_usdc     numeric(20, 8) not null check (per_order_usdc > 0),
  daily_usdc         numeric(20, 8) not null,
  hourly_fills       integer not null check (hourly_fills > 0),
  scopes             text[] not null check (cardinality(scopes) > 0 and scopes <@ array['poly:trade:buy', 'poly:trade:sell']),
  created_at         timestamptz not null,
  expires_at         timestamptz,
  revoked_at         timestamptz,
  check (daily_usdc >= per_order_usdc)
);
create unique index ix_wallet_grant_active on wallet_grant (connection_id) where revoked_at is null;
call protect_tenant_table('wallet_grant');

-- Halts --------------------------------------------------------------------------------------------------------------

create table trading_halt (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  kind               text not null check (kind in ('pause', 'halt')),
  reason             text,
  set_by             uuid not null,
  set_at             timestamptz not null,
  released_by        uuid,
  released_at        timestamptz
);
create unique index ix_trading_halt_active on trading_halt (billing_account_id, kind) where released_at is null;
call protect_tenant_table('trading_halt');

create table platform_halt (
  id          uuid primary key,
  reason      text not null,
  set_by      uuid not null,
  set_at      timestamptz not null,
  released_by uuid,
  released_at timestamptz
);
create unique index ix_platform_halt_active on platform_halt ((true)) where released_at is null;

-- Observation (global: what wallets did is public) -------------------------------------------------------------------

create table observed_fill (
  fill_id          text primary key,
  wallet           text not null check (wallet ~ '^0x[0-9a-f]{40}$'),
  transaction_hash text not null check (transaction_hash ~ '^0x[0-9a-f]{64}$'),
  condition_id     text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  token_id         text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  side             text not null check (side in ('buy', 'sell')),
  shares           numeric(20, 8) not null check (shares > 0),
  price            numeric(10, 6) not null check (price between 0 and 1),
  leg_count        integer not null check (leg_count > 0),
  legs             jsonb not null,                 -- [{"s": shares, "p": price, "n": equal rows in one answer}]
  filled_at        timestamptz not null,
  observed_at      timestamptz not null,
  source           text not null,
  title            text,
  outcome          text,
  trader           text,
  routed_at        timestamptz                     -- set once every follower's decision is written; legs are frozen from then on
);
create index ix_observed_fill_unrouted on observed_fill (filled_at) where routed_at is null;
create index ix_observed_fill_wallet on observed_fill (wallet, filled_at desc);
create index ix_observed_fill_transaction on observed_fill (transaction_hash);

create table watch_cursor (
  wallet       text primary key check (wallet ~ '^0x[0-9a-f]{40}$'),
  complete_to  timestamptz not null,               -- every row up to here was read
  updated_at   timestamptz not null
);

-- Targets ------------------------------------------------------------------------------------------------------------

create table copy_target (
  id                         uuid primary key,
  billing_account_id         uuid not null references billing_account (id),
  created_by_user_id         uuid not null,
  wallet                     text not null check (wallet ~ '^0x[0-9a-f]{40}$'),
  target_key                 uuid not null,
  label                      text check (length(label) between 1 and 80),
  policy                     jsonb not null,
  mirror_max_usdc_per_trade  numeric(20, 8) not null default 5.00 check (mirror_max_usdc_per_trade > 0),
  mirror_filter_percentile   integer not null default 75 check (mirror_filter_percentile between 50 and 99),
  created_at                 timestamptz not null,
  disabled_at                timestamptz
);
create unique index ix_copy_target_active on copy_target (billing_account_id, wallet) where disabled_at is null;
create index ix_copy_target_wallet on copy_target (wallet) where disabled_at is null;
call protect_tenant_table('copy_target');

-- Trading: the only record of what we ordered ------------------------------------------------------------------------

create table trade_order (
  id                  uuid primary key,
  billing_account_id  uuid not null references billing_account (id),
  idempotency_key     text not null check (idempotency_key ~ '^0x[0-9a-f]{64}$'),
  origin              text not null check (origin in ('mirror', 'manual')),
  book                text not null check (length(book) between 1 and 64),
  condition_id        text not null,
  token_id            text not null,
  neg_risk            boolean not null,
  side                text not null check (side in ('buy', 'sell')),
  limit_price         numeric(10, 6) not null check (limit_price > 0 and limit_price < 1),
  shares              numeric(20, 8) not null check (shares > 0),
  notional            numeric(20, 8) not null check (notional > 0),
  tick_size           numeric(10, 6) not null,
  time_in_force       text not null check (time_in_force in ('gtc', 'gtd', 'fok', 'fak')),
  valid_until         timestamptz not null,
  title               text,
  outcome             text,
  mode                text not null check (mode in ('demo', 'paper', 'live')),
  status              text not null check (status in ('pending', 'open', 'partial', 'filled', 'canceled', 'error')),
  created_at          timestamptz not null,
  connection_id       uuid references wallet_connection (id),
  authorised_at       timestamptz,                 -- counts in the caps from here on
  signed_body         bytea,                       -- stored and committed before it is sent, never replaced
  venue_order_id      text,
  submitted_at        timestamptz,                 -- first time bytes may have left
  attempts            integer not null default 0,
  retry_at            timestamptz,                 -- the venue asked to wait; same bytes
  unknown_since       timestamptz,                 -- sent, outcome not known
  unknown_cause       text,
  accepted_at         timestamptz,
  matched_shares      numeric(20, 8) not null default 0,
  failure             text,
  failure_detail      text,
  venue_error         text,
  synced_at           timestamptz,                 -- last typed answer of the venue about this order
  cancel_requested_at timestamptz,
  finished_at         timestamptz,
  check ((signed_body is null) = (venue_order_id is null)),
  check (signed_body is null or authorised_at is not null),
  check ((status = 'error') = (failure is not null))
);
create unique index ix_trade_order_key on trade_order (billing_account_id, idempotency_key);
create unique index ix_trade_order_venue on trade_order (venue_order_id) where venue_order_id is not null;
create index ix_trade_order_window on trade_order (billing_account_id, created_at) where authorised_at is not null;
create index ix_trade_order_unfinished on trade_order (billing_account_id) where status in ('pending', 'open', 'partial');
create index ix_trade_order_book on trade_order (billing_account_id, book, condition_id) where status in ('pending', 'open', 'partial', 'filled');
call protect_tenant_table('trade_order');

-- Signed bytes and the order's terms never change: a second set of bytes for one cause would be a second order.
create function keep_order_terms() returns trigger language plpgsql as $$
begin
  if (old.signed_body is not null and new.signed_body is distinct from old.signed_body)
     or (old.venue_order_id is not null and new.venue_order_id is distinct from old.venue_order_id)
     or (new.id, new.billing_account_id, new.idempotency_key, new.origin, new.book, new.condition_id, new.token_id, new.neg_risk, new.side,
         new.limit_price, new.shares, new.notional, new.tick_size, new.time_in_force, new.mode, new.created_at)
        is distinct from
        (old.id, old.billing_account_id, old.idempotency_key, old.origin, old.book, old.condition_id, old.token_id, old.neg_risk, old.side,
         old.limit_price, old.shares, old.notional, old.tick_size, old.time_in_force, old.mode, old.created_at) then
    raise exception 'the terms and signed bytes of order % never change', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_terms before update on trade_order for each row execute function keep_order_terms();

create table order_event (
  id                 bigint generated always as identity primary key,
  billing_account_id uuid not null references billing_account (id),
  order_id           uuid not null references trade_order (id),
  kind               text not null,                -- authorised, denied, signed, submitted, accepted, rejected, unknown, resolved, matched, canceled, stale
  detail             jsonb not null default '{}',  -- the values used, for people
  at                 timestamptz not null
);
create index ix_order_event_order on order_event (order_id, id);
call protect_tenant_table('order_event');
call make_append_only('order_event');

create table order_fill (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  order_id           uuid not null references trade_order (id),
  venue_trade_id     text not null,
  shares             numeric(20, 8) not null check (shares > 0),
  price              numeric(10, 6) not null,
  fee                numeric(20, 8),
  is_taker           boolean not null,
  settlement         text not null check (settlement in ('matched', 'retrying', 'mined', 'confirmed', 'failed')),
  transaction_hash   text,
  matched_at         timestamptz not null,
  settled_at         timestamptz,
  updated_at         timestamptz not null
);
create unique index ix_order_fill_trade on order_fill (billing_account_id, order_id, venue_trade_id);
create index ix_order_fill_unsettled on order_fill (billing_account_id) where settlement in ('matched', 'retrying', 'mined');
call protect_tenant_table('order_fill');

-- Lots move on CONFIRMED only.
create table lot (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  order_fill_id      uuid not null references order_fill (id),
  book               text not null,
  condition_id       text not null,
  token_id           text not null,
  shares             numeric(20, 8) not null check (shares > 0),
  remaining          numeric(20, 8) not null check (remaining >= 0),
  price              numeric(10, 6) not null,
  cost               numeric(20, 8) not null,      -- shares × price + fee
  opened_at          timestamptz not null,
  check (remaining <= shares)
);
create unique index ix_lot_fill on lot (order_fill_id);
create index ix_lot_open on lot (billing_account_id, token_id, opened_at) where remaining > 0;
call protect_tenant_table('lot');

create table lot_close (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  lot_id             uuid not null references lot (id),
  order_fill_id      uuid not null references order_fill (id),
  shares             numeric(20, 8) not null check (shares > 0),
  proceeds           numeric(20, 8) not null,      -- fee taken off
  cost               numeric(20, 8) not null,      -- the closed share of the lot's cost
  closed_at          timestamptz not null
);
create unique index ix_lot_close_pair on lot_close (lot_id, order_fill_id);
call protect_tenant_table('lot_close');
call make_append_only('lot_close');

-- Mirroring: one decision for each follower and fill, never changed -----------------------------------------------------

create table copy_decision (
  billing_account_id uuid not null references billing_account (id),
  target_key         uuid not null,
  fill_id            text not null references observed_fill (fill_id),
  id                 uuid not null,
  copy_target_id     uuid not null references copy_target (id),
  outcome            text not null check (outcome in ('placed', 'skipped', 'error')),
  reason             text not null,
  branch             text not null,
  order_id           uuid references trade_order (id),
  idempotency_key    text not null,
  input              jsonb not null,               -- everything the planner looked at
  sizing             jsonb,
  mode               text not null check (mode in ('demo', 'paper', 'live')),
  decided_at         timestamptz not null,
  primary key (billing_account_id, target_key, fill_id),
  check ((outcome = 'placed') = (order_id is not null))
);
create unique index ix_copy_decision_id on copy_decision (id);
create index ix_copy_decision_recent on copy_decision (billing_account_id, decided_at desc, id);
create index ix_copy_decision_fill on copy_decision (fill_id);
create index ix_copy_decision_order on copy_decision (order_id) where order_id is not null;
call protect_tenant_table('copy_decision');
call make_append_only('copy_decision');

-- The one sanctioned cross-tenant read (R0.38): who follows what. Called by the enumerator only. ------------------------

create function enumerate_tenants() returns table (billing_account_id uuid, owner_user_id uuid, copy_target_id uuid, wallet text)
  language sql stable security definer set search_path = public as $$
    select b.id, b.owner_user_id, t.id, t.wallet
      from billing_account b
      left join copy_target t on t.billing_account_id = b.id and t.disabled_at is null
     where t.id is not null
        or exists (select 1 from wallet_connection w where w.billing_account_id = b.id and w.revoked_at is null)
        or exists (select 1 from trade_order o where o.billing_account_id = b.id and o.status in ('pending', 'open', 'partial'))
        or exists (select 1 from order_fill f where f.billing_account_id = b.id and f.settlement in ('matched', 'retrying', 'mined'))
  $$;
revoke execute on function enumerate_tenants() from public;
-- The bootstrap hands it to copytrade_enumerator, the only role that bypasses row security and that nobody can log in as.

-- Rights -----------------------------------------------------------------------------------------------------------------

grant usage on schema public to copytrade_app, copytrade_worker, copytrade_watcher, copytrade_enumerator;
grant select on billing_account, copy_target, wallet_connection, trade_order, order_fill to copytrade_enumerator;
grant execute on function app_actors() to copytrade_app, copytrade_worker, copytrade_watcher, copytrade_enumerator;
grant execute on function enumerate_tenants() to copytrade_worker;

grant select, insert, update, delete on all tables in schema public to copytrade_app;
revoke insert, update, delete on observed_fill, watch_cursor, lot, lot_close, order_fill, schema_migrations from copytrade_app;
revoke update, delete on copy_decision, order_event from copytrade_app;
grant usage, select on all sequences in schema public to copytrade_app, copytrade_worker;

grant select on billing_account, wallet_connection, wallet_secret, wallet_grant, trading_halt, platform_halt, observed_fill, watch_cursor, copy_target to copytrade_worker;
grant update on wallet_connection, observed_fill to copytrade_worker;
grant insert, update on wallet_secret to copytrade_worker;
grant select, insert on copy_decision, order_event, lot_close to copytrade_worker;
grant select, insert, update on trade_order, order_fill, lot to copytrade_worker;

grant select, insert, update on observed_fill, watch_cursor to copytrade_watcher;

