-- Exits, halts by scope, settlement truth, and one leader at a time.

-- Leadership ---------------------------------------------------------------------------------------------------------------
-- One host places orders. Its token grows with every change of leader, so that whoever was leader once and has not heard
-- of its successor can be told from it: by every write to the ledger of orders, in the database itself.

create sequence engine_lease_token;
create table engine_lease (
  name       text primary key,
  token      bigint not null,
  holder     text not null,
  is_locked  boolean not null,                      -- the holder's session also holds the advisory lock: when that is free, the holder is gone
  renewed_at timestamptz not null,
  expires_at timestamptz not null
);
grant select, insert, update on engine_lease to copytrade_worker;
grant select on engine_lease to copytrade_app;
grant usage, select on engine_lease_token to copytrade_worker;

create function refuse_old_leader() returns trigger language plpgsql as $$
declare
  mine text := current_setting('app.fence', true);
begin
  if mine is null or mine = '' then return null; end if;
  if exists (select from engine_lease where name = 'engine' and token > mine::bigint) then
    raise exception 'another host leads since this one was last sure of it' using errcode = 'CT001';
  end if;
  return null;
end $$;
create trigger refuse_old_leader before insert or update on trade_order for each statement execute function refuse_old_leader();

-- Orders: a limited rest, replacement, waiting -------------------------------------------------------------------------------

alter table trade_order
  add column resting_until  timestamptz,           -- cancelled then (R0.32)
  add column holds_place    boolean not null default false,
  add column replaces       uuid references trade_order (id),
  add column waiting_for    text check (waiting_for in ('confirmed_shares', 'replaced_order')),
  add column wanted_shares  numeric(20, 8),        -- what was asked for, when less was sent
  add column cancel_reason  text check (length(cancel_reason) between 1 and 200);

-- A book has one resting buy on a market (R0.31). The place is taken when the order is written and left for good when it is
-- to be cancelled or over: what the venue says later about an order must always be recordable.
create function keep_resting_place() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.holds_place and (not old.holds_place or new.cancel_requested_at is not null or new.status not in ('pending', 'open', 'partial')) then
    new.holds_place := false;
  end if;
  return new;
end $$;
create trigger keep_resting_place before update on trade_order for each row execute function keep_resting_place();
create unique index ix_trade_order_resting_place on trade_order (billing_account_id, mode, book, condition_id) where holds_place;
create index ix_trade_order_resting_until on trade_order (resting_until) where resting_until is not null and status in ('pending', 'open', 'partial');
create index ix_trade_order_waiting on trade_order (billing_account_id) where waiting_for is not null and status = 'pending';
create index ix_trade_order_book_token on trade_order (billing_account_id, book, token_id, side);
create index ix_trade_order_replaces on trade_order (replaces) where replaces is not null;

-- Terms never change once signed; before that an exit may be made smaller, never larger, and nothing else.
create or replace function keep_order_terms() returns trigger language plpgsql as $$
begin
  if (old.signed_body is not null and new.signed_body is distinct from old.signed_body)
     or (old.venue_order_id is not null and new.venue_order_id is distinct from old.venue_order_id)
     or (new.id, new.billing_account_id, new.idempotency_key, new.origin, new.book, new.condition_id, new.token_id, new.neg_risk, new.side,
         new.limit_price, new.tick_size, new.time_in_force, new.mode, new.created_at, new.replaces)
        is distinct from
        (old.id, old.billing_account_id, old.idempotency_key, old.origin, old.book, old.condition_id, old.token_id, old.neg_risk, old.side,
         old.limit_price, old.tick_size, old.time_in_force, old.mode, old.created_at, old.replaces)
     or ((new.shares, new.notional) is distinct from (old.shares, old.notional)
         and (old.signed_body is not null or new.signed_body is not null or old.waiting_for is null or new.shares > old.shares or new.notional > old.notional)) then
    raise exception 'the terms and signed bytes of order % never change', old.id using errcode = '42501';
  end if;
  return new;
end $$;

-- Halts by scope ------------------------------------------------------------------------------------------------------------

alter table trading_halt
  add column scope   text not null default 'tenant' check (scope in ('tenant', 'book', 'market')),
  add column subject text check (length(subject) between 1 and 80),
  add check ((scope = 'tenant') = (subject is null));
drop index ix_trading_halt_active;
create unique index ix_trading_halt_active on trading_halt (billing_account_id, kind, scope, coalesce(subject, '')) where released_at is null;

-- Resolution (global: what a market paid is public) ------------------------------------------------------------------------

create table market_resolution (
  condition_id text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  token_id     text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  payout       numeric(10, 6) not null check (payout between 0 and 1),   -- dollars for one share
  source       text not null,
  resolved_at  timestamptz not null,
  primary key (condition_id, token_id)
);
grant select, insert on market_resolution to copytrade_worker;
grant select on market_resolution to copytrade_app;

-- Positions: the second axis, beside the order and the redeem job ---------------------------------------------------------

create table book_position (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid references wallet_connection (id),
  book               text not null,
  condition_id       text not null,
  token_id           text not null,
  neg_risk           boolean not null,
  mode               text not null,
  state              text not null check (state in ('open', 'closing', 'closed', 'resolving', 'winner', 'redeem_pending', 'redeemed', 'loser', 'dust')),
  opened_at          timestamptz not null,
  changed_at         timestamptz not null,
  ended_at           timestamptz,
  check ((ended_at is not null) = (state in ('closed', 'redeemed', 'loser', 'dust')))
);
-- One that lives for each book and token; after its end the next purchase opens another.
create unique index ix_position_live on book_position (billing_account_id, book, token_id) where ended_at is null;
create index ix_position_account on book_position (billing_account_id, changed_at desc);
create index ix_position_condition on book_position (condition_id) where ended_at is null;
call protect_tenant_table('book_position');

alter table lot add column position_id uuid references book_position (id);
create index ix_lot_position on lot (position_id) where position_id is not null;

-- A lot is closed by a sale, or by the end of its market.
alter table lot_close alter column order_fill_id drop not null;
alter table lot_close add column cause text not null default 'sale' check (cause in ('sale', 'lost', 'redeemed', 'dust'));
alter table lot_close add check ((cause = 'sale') = (order_fill_id is not null));
create unique index ix_lot_close_end on lot_close (lot_id) where order_fill_id is null;

-- Redemption: the third axis ----------------------------------------------------------------------------------------------

create table redeem_job (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  funder             text not null check (funder ~ '^0x[0-9a-f]{40}$'),
  condition_id       text not null,
  neg_risk           boolean not null,
  mode               text not null,
  state              text not null check (state in ('pending', 'claimed', 'submitted', 'confirmed', 'failed_transient', 'abandoned', 'skipped')),
  abandon_reason     text check (abandon_reason in ('malformed', 'transient_exhausted')),
  attempts           integer not null default 0 check (attempts between 0 and 3),
  chain_transaction  uuid,                          -- row in the ledger of transactions
  transaction_hash   text,
  expected_payout    numeric(20, 8) not null,
  paid               numeric(20, 8),
  detail             text,
  due_at             timestamptz not null,
  claimed_at         timestamptz,
  submitted_at       timestamptz,
  confirmed_at       timestamptz,
  created_at         timestamptz not null,
  changed_at         timestamptz not null,
  check (state not in ('submitted', 'confirmed') or transaction_hash is not null),
  check ((state = 'abandoned') = (abandon_reason is not null))
);
create unique index ix_redeem_job_live on redeem_job (funder, condition_id) where state not in ('confirmed', 'abandoned', 'skipped');
create index ix_redeem_job_account on redeem_job (billing_account_id, changed_at desc);
create index ix_redeem_job_due on redeem_job (due_at) where state not in ('abandoned', 'skipped');
call protect_tenant_table('redeem_job');

-- Drift: what our lots say beside what venue and chain say ------------------------------------------------------------------

create table position_check (
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  token_id           text not null,
  condition_id       text not null,
  tracked            numeric(20, 8) not null,      -- confirmed shares in lots of every book
  moving             numeric(20, 8) not null,      -- matched and not final: may explain a difference
  venue              numeric(20, 8),               -- null: not told
  chain              numeric(20, 8),
  drift              numeric(20, 8),               -- (chain, else venue) less tracked; null when neither is known
  drifting_since     timestamptz,
  checked_at         timestamptz not null,
  primary key (connection_id, token_id)
);
create index ix_position_check_account on position_check (billing_account_id);
call protect_tenant_table('position_check');

grant select on book_position, redeem_job, position_check to copytrade_app;
grant select, insert, update on book_position, redeem_job, position_check to copytrade_worker;
grant insert on redeem_job to copytrade_app;
