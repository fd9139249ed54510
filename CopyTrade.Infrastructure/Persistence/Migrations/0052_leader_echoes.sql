-- What strangers bought of the same token in the minute before and the minute after an entry of a candidate. Public facts, no tenant.

create table leader_echo (
  wallet         text not null references leader_candidate (wallet) on delete cascade,
  token_id       text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  entered_at     timestamptz not null,
  before_usdc    numeric(20, 6) not null check (before_usdc >= 0),
  after_usdc     numeric(20, 6) not null check (after_usdc >= 0),
  before_wallets integer not null check (before_wallets >= 0),
  after_wallets  integer not null check (after_wallets >= 0),
  is_covered     boolean not null,                -- false: the market's record does not hold that time whole, so these figures say nothing
  primary key (wallet, token_id, entered_at)
);
grant select, insert, update, delete on leader_echo to copytrade_watcher;
grant select on leader_echo to copytrade_worker, copytrade_app;
