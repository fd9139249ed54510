-- The life of a wallet: what was agreed to, whose money it is, and transfers of that money. Applied by copytrade_owner.

-- Which text was agreed to; null from before texts had versions, and where there is no key to agree about.
alter table wallet_connection
  add column consent_version text check (length(consent_version) between 1 and 20),
  add column bridged_balance numeric(20, 8),       -- deposited USDC.e, which is not collateral yet
  add column bridged_at      timestamptz;

-- The address that holds the money belongs to one account at a time, as its key does.
create unique index ix_wallet_connection_active_funder on wallet_connection (funder) where revoked_at is null;

-- Transfers of the wallet's own money: withdrawals, and deposits made into collateral. Written and committed before
-- anything is signed; the commit that has the signed bytes is the one that moves the row on.
create table wallet_transfer (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  kind               text not null check (kind in ('withdraw', 'wrap')),
  destination        text not null check (destination ~ '^0x[0-9a-f]{40}$'),
  amount             numeric(20, 8) not null check (amount > 0 and amount = trunc(amount, 6)),
  state              text not null default 'requested' check (state in ('requested', 'signed', 'sent', 'confirmed', 'failed')),
  transaction_id     uuid references chain_transaction (id),
  problem            text check (length(problem) <= 500),
  requested_by       uuid,                          -- null: by standing consent
  requested_at       timestamptz not null,
  expires_at         timestamptz not null,          -- not signed later than this
  ended_at           timestamptz,
  check (expires_at > requested_at),
  check (state in ('requested', 'failed') or transaction_id is not null),
  check ((state in ('confirmed', 'failed')) = (ended_at is not null))
);
create unique index ix_wallet_transfer_live on wallet_transfer (connection_id, kind) where state in ('requested', 'signed', 'sent');
create unique index ix_wallet_transfer_transaction on wallet_transfer (transaction_id) where transaction_id is not null;
create index ix_wallet_transfer_account on wallet_transfer (billing_account_id, requested_at desc);
call protect_tenant_table('wallet_transfer');

create function keep_transfer_terms() returns trigger language plpgsql as $$
begin
  if (new.id, new.billing_account_id, new.connection_id, new.kind, new.destination, new.amount, new.requested_by, new.requested_at, new.expires_at)
     is distinct from
     (old.id, old.billing_account_id, old.connection_id, old.kind, old.destination, old.amount, old.requested_by, old.requested_at, old.expires_at)
     or (old.transaction_id is not null and new.transaction_id is distinct from old.transaction_id)
     or (old.transaction_id is null and new.transaction_id is not null and (old.state, new.state) is distinct from ('requested', 'signed'))
     or (new.state <> old.state and (old.state, new.state) not in (
           ('requested', 'signed'), ('requested', 'failed'), ('signed', 'sent'), ('signed', 'confirmed'), ('signed', 'failed'), ('sent', 'confirmed'), ('sent', 'failed'))) then
    raise exception 'the terms of transfer % never change, and it never goes back', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_transfer_terms before update on wallet_transfer for each row execute function keep_transfer_terms();

-- One signature in the life of a transfer; the same call with a higher fee has a higher attempt and the same number.
create unique index ix_chain_transaction_transfer on chain_transaction (purpose) where attempt = 0 and purpose like 'transfer:%';

create table wallet_auto_wrap (
  connection_id      uuid primary key references wallet_connection (id),
  billing_account_id uuid not null references billing_account (id),
  consented_at       timestamptz not null,
  consent_version    text not null check (length(consent_version) between 1 and 20),
  ended_at           timestamptz                    -- taken back
);
create index ix_wallet_auto_wrap_account on wallet_auto_wrap (billing_account_id);
call protect_tenant_table('wallet_auto_wrap');

grant select, insert, update on wallet_auto_wrap to copytrade_app;
grant select on wallet_auto_wrap to copytrade_worker;
-- A page asks, and takes back what is not signed yet; it can never say that something was signed.
grant select, insert (id, billing_account_id, connection_id, kind, destination, amount, requested_by, requested_at, expires_at), update (state, problem, ended_at) on wallet_transfer to copytrade_app;
grant select, insert, update on wallet_transfer to copytrade_worker;
-- What was seen of the approvals ends with the connection.
grant delete on wallet_approval to copytrade_app;

-- Whoever disconnected is still followed while a transaction is on its way.
grant select on chain_transaction, wallet_transfer to copytrade_enumerator;
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
  $$;
