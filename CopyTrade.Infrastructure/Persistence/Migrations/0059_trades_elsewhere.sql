-- Trades of a connected wallet as the venue's public record tells them. Kept are those that were no match of an order here
-- when they were read; whether one is, is asked again at every look, since our own matches may learn their transaction later.

create table wallet_trade (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  row_key            text not null check (length(row_key) between 1 and 400),   -- the row itself and which of its equals it is: the venue gives no id
  side               text not null check (side in ('buy', 'sell')),
  at                 timestamptz not null,
  transaction_hash   text not null check (transaction_hash ~ '^0x[0-9a-f]{64}$'),
  condition_id       text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  token_id           text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  shares             numeric(20, 6) not null check (shares > 0),
  price              numeric(10, 6) not null check (price between 0 and 1),      -- the fee aside: the record does not tell it
  title              text check (length(title) <= 300),
  outcome            text check (length(outcome) <= 300),
  read_at            timestamptz not null
);
create unique index ix_wallet_trade_row on wallet_trade (connection_id, row_key);
create index ix_wallet_trade_at on wallet_trade (billing_account_id, at desc);
call protect_tenant_table('wallet_trade');
call make_append_only('wallet_trade');

grant select on wallet_trade to copytrade_app;
grant select, insert on wallet_trade to copytrade_worker;

-- How far the record of a wallet's trades was read to its end.
create table wallet_trade_read (
  connection_id      uuid primary key references wallet_connection (id),
  billing_account_id uuid not null references billing_account (id),
  read_to            timestamptz not null
);
create index ix_wallet_trade_read_account on wallet_trade_read (billing_account_id);
call protect_tenant_table('wallet_trade_read');

grant select on wallet_trade_read to copytrade_app;
grant select, insert, update on wallet_trade_read to copytrade_worker;

-- What of a day's difference those trades explain; null: not read, which is not zero.
alter table ledger_residual
  add column elsewhere_trades integer check (elsewhere_trades >= 0),
  add column elsewhere_cash   numeric(20, 6),                                   -- dollars, sales less purchases, before fees
  add column elsewhere_shares numeric(20, 6) check (elsewhere_shares >= 0);     -- of shares_apart
