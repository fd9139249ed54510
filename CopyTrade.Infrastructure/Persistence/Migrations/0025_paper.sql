-- Paper: simulated fills against the venue's books. A paper account is a billing account of its own (ADR 0012), so that
-- no figure, cap, position or count of one kind can hold a row of the other. Applied by copytrade_owner.

alter table billing_account
  add column trading_mode text not null default 'live' check (trading_mode in ('live', 'paper')),
  add column chosen_at timestamptz,               -- set on the one of a person's accounts that the pages show; none: the oldest
  add column closed_at timestamptz,               -- a paper account that was reset: read, never traded again
  add constraint only_paper_closes check (closed_at is null or trading_mode = 'paper');
drop index ix_billing_account_owner;
create unique index ix_billing_account_owner on billing_account (owner_user_id, trading_mode) where closed_at is null;
create index ix_billing_account_person on billing_account (owner_user_id);

create function keep_trading_mode() returns trigger language plpgsql as $$
begin
  if new.trading_mode <> old.trading_mode then
    raise exception 'the trading mode of account % never changes: open another account', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_trading_mode before update on billing_account for each row execute function keep_trading_mode();

-- Two accounts of one person share an actor. What a scope does not name does not exist in it, so that a query which
-- forgets its filter cannot mix them. Unset (a person whose account is looked for) means no restriction beyond the actor.
create function app_tenants() returns uuid[] language sql stable parallel safe
  as $$ select string_to_array(nullif(current_setting('app.tenants', true), ''), ',')::uuid[] $$;
grant execute on function app_tenants() to copytrade_app, copytrade_worker, copytrade_watcher, copytrade_enumerator;

create or replace procedure protect_tenant_table(target regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format($p$create policy owned_by_actor on %s
    using (exists (select 1 from billing_account b where b.id = billing_account_id and b.owner_user_id = any ((select app_actors())::uuid[])))
    with check (exists (select 1 from billing_account b where b.id = billing_account_id and b.owner_user_id = any ((select app_actors())::uuid[])))$p$, target);
  execute format($p$create policy named_in_scope on %s as restrictive
    using ((select app_tenants()) is null or billing_account_id = any ((select app_tenants())::uuid[]))
    with check ((select app_tenants()) is null or billing_account_id = any ((select app_tenants())::uuid[]))$p$, target);
end $$;

do $$
declare protected regclass;
begin
  for protected in select polrelid from pg_policy where polname = 'owned_by_actor' and polrelid <> 'billing_account'::regclass loop
    execute format($p$create policy named_in_scope on %s as restrictive
      using ((select app_tenants()) is null or billing_account_id = any ((select app_tenants())::uuid[]))
      with check ((select app_tenants()) is null or billing_account_id = any ((select app_tenants())::uuid[]))$p$, protected);
  end loop;
end $$;

-- The ledger stamps the mode, not the caller: what a paper account writes is paper.
create function stamp_trading_mode() returns trigger language plpgsql as $$
begin
  if (select trading_mode from billing_account where id = new.billing_account_id) = 'paper' then
    new.mode := 'paper';
  end if;
  return new;
end $$;
create trigger stamp_mode before insert on trade_order for each row execute function stamp_trading_mode();
create trigger stamp_mode before insert on copy_decision for each row execute function stamp_trading_mode();

-- A paper account has a wallet without a key, a live one never has.
alter table wallet_connection drop constraint wallet_connection_signature_type_check;
alter table wallet_connection add constraint wallet_connection_signature_type_check check (signature_type between 0 and 3 or signature_type = 9);
create function keep_wallet_kind() returns trigger language plpgsql as $$
begin
  if (new.signature_type = 9) <> ((select trading_mode from billing_account where id = new.billing_account_id) = 'paper') then
    raise exception 'a paper wallet and a paper account belong together' using errcode = '23514';
  end if;
  return new;
end $$;
create trigger keep_wallet_kind before insert or update of signature_type, billing_account_id on wallet_connection for each row execute function keep_wallet_kind();

create table paper_account (
  billing_account_id uuid primary key references billing_account (id),
  start_usdc         numeric(20, 8) not null check (start_usdc > 0),
  cash               numeric(20, 8) not null check (cash >= 0),   -- what orders spent and brought; proceeds count as free once they settled
  opened_at          timestamptz not null
);
call protect_tenant_table('paper_account');

create table paper_order (
  venue_order_id     text primary key check (venue_order_id ~ '^0x[0-9a-f]{64}$'),
  billing_account_id uuid not null references billing_account (id),
  condition_id       text not null,
  token_id           text not null,
  side               text not null check (side in ('buy', 'sell')),
  limit_price        numeric(10, 6) not null,
  shares             numeric(20, 8) not null check (shares > 0),
  matched_shares     numeric(20, 8) not null default 0,            -- more than asked when the dollars of a buy met a better price
  time_in_force      text not null,
  status             text not null check (status in ('live', 'matched', 'canceled')),
  depth_seen         numeric(20, 8) not null default 0,           -- depth beyond the limit at the last look
  placed_at          timestamptz not null,
  latency_ms         integer not null check (latency_ms >= 0),    -- between the order's arrival here and the reading of the book
  book_read_at       timestamptz not null,
  best_price         numeric(10, 6),                              -- best opposite price that it met
  finished_at        timestamptz
);
create index ix_paper_order_account on paper_order (billing_account_id, token_id) where status = 'live';
call protect_tenant_table('paper_order');

create table paper_fill (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  venue_order_id     text not null references paper_order (venue_order_id),
  token_id           text not null,
  side               text not null check (side in ('buy', 'sell')),
  shares             numeric(20, 8) not null check (shares > 0),
  price              numeric(10, 6) not null,
  fee                numeric(20, 8) not null check (fee >= 0),
  is_taker           boolean not null,
  matched_at         timestamptz not null,
  settles_at         timestamptz not null
);
create index ix_paper_fill_account on paper_fill (billing_account_id, token_id);
create index ix_paper_fill_order on paper_fill (venue_order_id);
call protect_tenant_table('paper_fill');
call make_append_only('paper_fill');

-- What the end of a market paid: one row for each lot that it closed.
create table paper_resolution (
  lot_close_id       uuid primary key references lot_close (id),
  billing_account_id uuid not null references billing_account (id),
  token_id           text not null,
  condition_id       text not null,
  shares             numeric(20, 8) not null check (shares > 0),
  paid               numeric(20, 8) not null check (paid >= 0),
  resolved_at        timestamptz not null
);
create index ix_paper_resolution_account on paper_resolution (billing_account_id, token_id);
call protect_tenant_table('paper_resolution');
call make_append_only('paper_resolution');

-- A lot that no sale closed was closed by the end of its market: a paper account is paid in the same transaction.
create function pay_paper_resolution() returns trigger language plpgsql as $$
begin
  if exists (select from paper_account where billing_account_id = new.billing_account_id) then
    insert into paper_resolution (lot_close_id, billing_account_id, token_id, condition_id, shares, paid, resolved_at)
    select new.id, new.billing_account_id, l.token_id, l.condition_id, new.shares, new.proceeds, new.closed_at from lot l where l.id = new.lot_id;
    update paper_account set cash = cash + new.proceeds where billing_account_id = new.billing_account_id;
  end if;
  return null;
end $$;
create trigger pay_paper_resolution after insert on lot_close for each row when (new.order_fill_id is null) execute function pay_paper_resolution();

grant select, insert on paper_account to copytrade_app;
grant select on paper_order, paper_fill, paper_resolution to copytrade_app;
grant select, update on paper_account to copytrade_worker;
grant select, insert, update on paper_order to copytrade_worker;
grant select, insert on paper_fill, paper_resolution to copytrade_worker;
