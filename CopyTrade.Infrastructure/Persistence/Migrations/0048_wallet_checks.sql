-- Checks of a wallet before it trades, the one-dollar trial, and where its money may be sent. Applied by copytrade_owner.

create table wallet_preflight (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  requested_at       timestamptz not null,
  started_at         timestamptz,
  ended_at           timestamptz,
  findings           jsonb not null default '[]',
  check (ended_at is null or started_at is not null)
);
create index ix_wallet_preflight_recent on wallet_preflight (billing_account_id, requested_at desc);
create index ix_wallet_preflight_connection on wallet_preflight (connection_id);
call protect_tenant_table('wallet_preflight');
-- A page asks; only a host with keys says what was found.
grant select, insert (id, billing_account_id, connection_id, requested_at) on wallet_preflight to copytrade_app;
grant select, update (started_at, ended_at, findings) on wallet_preflight to copytrade_worker;

-- One purchase and its sale. Which orders they are follows from the id (their idempotency keys), so that neither can happen twice.
create table wallet_canary (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  requested_by       uuid not null,
  requested_at       timestamptz not null,
  buy_order_id       uuid references trade_order (id),
  sell_order_id      uuid references trade_order (id),     -- the newest try
  sell_tries         integer not null default 0 check (sell_tries between 0 and 5),
  ended_at           timestamptz,
  problem            text check (length(problem) between 1 and 500),
  check (sell_order_id is null or buy_order_id is not null),
  check (problem is null or ended_at is not null)
);
create unique index ix_wallet_canary_live on wallet_canary (connection_id) where ended_at is null;
create index ix_wallet_canary_recent on wallet_canary (billing_account_id, requested_at desc);
create index ix_wallet_canary_buy on wallet_canary (buy_order_id) where buy_order_id is not null;
create index ix_wallet_canary_sell on wallet_canary (sell_order_id) where sell_order_id is not null;
call protect_tenant_table('wallet_canary');

create function keep_canary_terms() returns trigger language plpgsql as $$
begin
  if (new.id, new.billing_account_id, new.connection_id, new.requested_by, new.requested_at) is distinct from (old.id, old.billing_account_id, old.connection_id, old.requested_by, old.requested_at)
     or (old.buy_order_id is not null and new.buy_order_id is distinct from old.buy_order_id)
     or new.sell_tries < old.sell_tries
     or old.ended_at is not null then
    raise exception 'what canary % did never changes', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_canary_terms before update on wallet_canary for each row execute function keep_canary_terms();
grant select, insert (id, billing_account_id, connection_id, requested_by, requested_at) on wallet_canary to copytrade_app;
grant select, update (buy_order_id, sell_order_id, sell_tries, ended_at, problem) on wallet_canary to copytrade_worker;

-- Where withdrawals may go. Without a row they may go anywhere; with one, only to what is listed, and that from a day after it was listed.
create table withdraw_address (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  address            text not null check (address ~ '^0x[0-9a-f]{40}$'),
  label              text not null check (length(label) between 1 and 60),
  added_by           uuid not null,
  added_at           timestamptz not null,
  usable_at          timestamptz not null,
  removed_at         timestamptz,
  check (usable_at >= added_at)
);
create unique index ix_withdraw_address_live on withdraw_address (billing_account_id, address) where removed_at is null;
call protect_tenant_table('withdraw_address');

create function keep_withdraw_address() returns trigger language plpgsql as $$
begin
  if (new.id, new.billing_account_id, new.address, new.label, new.added_by, new.added_at, new.usable_at) is distinct from (old.id, old.billing_account_id, old.address, old.label, old.added_by, old.added_at, old.usable_at)
     or old.removed_at is not null then
    raise exception 'an address of withdrawals is only ever removed' using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_withdraw_address before update on withdraw_address for each row execute function keep_withdraw_address();
grant select, insert (id, billing_account_id, address, label, added_by, added_at, usable_at), update (removed_at) on withdraw_address to copytrade_app;
