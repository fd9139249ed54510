-- Our own transactions on the chain, and the approvals of a wallet. Rows of transactions are written before anything is sent.

create table chain_transaction (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  purpose            text not null check (length(purpose) between 1 and 120),
  signer             text not null check (signer ~ '^0x[0-9a-f]{40}$'),
  nonce              bigint not null check (nonce >= 0),
  attempt            integer not null default 0 check (attempt >= 0),     -- 0, then one more for each higher fee of the same call
  replaces           uuid references chain_transaction (id),
  contract           text not null check (contract ~ '^0x[0-9a-f]{40}$'),
  data               bytea not null,
  gas                bigint not null check (gas > 0),
  max_fee_wei        numeric(40, 0) not null check (max_fee_wei > 0),
  tip_wei            numeric(40, 0) not null check (tip_wei >= 0),
  raw                bytea not null,                                      -- signed bytes; public once sent, and sent again as they are
  transaction_hash   text not null check (transaction_hash ~ '^0x[0-9a-f]{64}$'),
  status             text not null check (status in ('pending', 'submitted', 'mined', 'confirmed', 'failed', 'replaced')),
  sends              integer not null default 0,
  sent_at            timestamptz,
  block_number       bigint,
  block_hash         text,
  problem            text,
  created_at         timestamptz not null,
  ended_at           timestamptz,
  check ((attempt = 0) = (replaces is null)),
  check ((status in ('confirmed', 'failed', 'replaced')) = (ended_at is not null))
);
create unique index ix_chain_transaction_hash on chain_transaction (transaction_hash);
-- One transaction of a purpose on its way; the same call with a higher fee has a higher attempt and the same nonce.
create unique index ix_chain_transaction_purpose on chain_transaction (connection_id, purpose, attempt) where status in ('pending', 'submitted', 'mined');
create unique index ix_chain_transaction_nonce on chain_transaction (signer, nonce, attempt) where status in ('pending', 'submitted', 'mined');
create index ix_chain_transaction_account on chain_transaction (billing_account_id, created_at desc);
create index ix_chain_transaction_live on chain_transaction (billing_account_id) where status in ('pending', 'submitted', 'mined');
call protect_tenant_table('chain_transaction');

create table wallet_approval (
  connection_id      uuid not null references wallet_connection (id),
  billing_account_id uuid not null references billing_account (id),
  step               text not null check (length(step) between 1 and 60),
  state              text not null check (state in ('unknown', 'missing', 'requested', 'submitted', 'given', 'refused')),
  problem            text,
  transaction_id     uuid references chain_transaction (id),
  read_at            timestamptz,
  requested_at       timestamptz,
  primary key (connection_id, step)
);
create index ix_wallet_approval_account on wallet_approval (billing_account_id);
create index ix_wallet_approval_requested on wallet_approval (billing_account_id) where state = 'requested';
call protect_tenant_table('wallet_approval');

grant select on chain_transaction to copytrade_app;
grant select, insert, update on wallet_approval to copytrade_app;
grant select, insert, update on chain_transaction, wallet_approval to copytrade_worker;
