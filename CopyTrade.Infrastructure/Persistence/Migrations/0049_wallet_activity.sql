-- What moved in a connected wallet without an order of ours, as the venue's record tells it: deposits, rebates, rewards,
-- splits, merges, redemptions. Read once, kept for good; the ledger posts from it.

create table wallet_activity (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  connection_id      uuid not null references wallet_connection (id),
  row_key            text not null check (length(row_key) between 1 and 400),   -- the row itself and which of its equals it is: the venue gives no id
  kind               text not null check (kind in ('split', 'merge', 'redeem', 'conversion', 'deposit', 'withdrawal', 'maker_rebate', 'taker_rebate', 'reward', 'referral_reward', 'yield')),
  at                 timestamptz not null,
  transaction_hash   text not null check (transaction_hash ~ '^0x[0-9a-f]{64}$'),
  condition_id       text check (condition_id ~ '^0x[0-9a-f]{64}$'),
  first_token        text,                          -- both outcomes of the market; null where the venue named none
  second_token       text,
  shares             numeric(20, 6) not null check (shares >= 0),
  dollars            numeric(20, 6) not null check (dollars >= 0),
  title              text check (length(title) <= 300),
  read_at            timestamptz not null,
  check ((first_token is null) = (second_token is null))
);
create unique index ix_wallet_activity_row on wallet_activity (connection_id, row_key);
create index ix_wallet_activity_at on wallet_activity (billing_account_id, connection_id, at);
call protect_tenant_table('wallet_activity');
call make_append_only('wallet_activity');

grant select on wallet_activity to copytrade_app;
grant select, insert on wallet_activity to copytrade_worker;

alter table ledger_entry drop constraint ledger_entry_kind_check;
alter table ledger_entry add constraint ledger_entry_kind_check
  check (kind in ('bought', 'sold', 'closed', 'ended', 'split', 'merged', 'rebated', 'rewarded', 'capital'));
alter table ledger_posting drop constraint ledger_posting_account_check;
alter table ledger_posting add constraint ledger_posting_account_check
  check (account in ('cash', 'position', 'clearing', 'capital', 'realized', 'rebates', 'rewards', 'fees', 'fees_contained'));
