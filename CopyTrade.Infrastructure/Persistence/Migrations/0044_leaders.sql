-- Wallets that might be worth copying, and what the venue's public record says of them. Global: what a wallet did is public,
-- and nobody's interest in it is stored here. The watcher writes; everybody reads; people may ask for a wallet to be read.

create table leader_candidate (
  wallet      text primary key check (wallet ~ '^0x[0-9a-f]{40}$'),
  name        text check (length(name) <= 300),
  source      text not null check (source in ('leaderboard', 'followed', 'asked')),
  added_at    timestamptz not null,
  board_at    timestamptz,                         -- when the venue's leaderboard last named it
  next_at     timestamptz not null,                -- when it is to be read
  since       timestamptz,                         -- from when on its trades are here
  complete_to timestamptz,                         -- every trade up to here was read
  paging_top  timestamptz,                         -- a read that was cut short began here …
  paging_to   timestamptz,                         -- … and goes on backwards from here
  read_at     timestamptz,                         -- when it was last read to the end
  is_complete boolean not null default true,       -- false: there is more than we read
  requests    integer not null default 0,          -- of the last whole read
  tries       integer not null default 0,
  problem     text,
  check ((paging_top is null) = (paging_to is null))
);
create index ix_leader_candidate_due on leader_candidate (next_at);

create table leader_trade (
  wallet           text not null references leader_candidate (wallet) on delete cascade,
  transaction_hash text not null check (transaction_hash ~ '^0x[0-9a-f]{64}$'),
  condition_id     text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  token_id         text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  side             text not null check (side in ('buy', 'sell')),
  shares           numeric(20, 6) not null check (shares > 0),
  price            numeric(10, 6) not null check (price between 0 and 1),
  filled_at        timestamptz not null,
  is_taker         boolean,                        -- null: not known
  primary key (wallet, filled_at, transaction_hash, token_id, side)
);

create table leader_closing (
  wallet        text not null references leader_candidate (wallet) on delete cascade,
  token_id      text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  condition_id  text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  average_price numeric(10, 6) not null check (average_price between 0 and 1),
  bought        numeric(20, 6) not null check (bought >= 0),
  pnl           numeric(20, 6) not null,
  end_price     numeric(10, 6) check (end_price between 0 and 1),
  closed_at     timestamptz not null,
  title         text,
  outcome       text,
  primary key (wallet, token_id)
);

create table leader_opening (
  wallet        text not null references leader_candidate (wallet) on delete cascade,
  token_id      text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  condition_id  text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  shares        numeric(20, 6) not null check (shares >= 0),
  average_price numeric(10, 6) not null check (average_price between 0 and 1),
  value         numeric(20, 6),                    -- null: the venue names no mark
  title         text,
  outcome       text,
  primary key (wallet, token_id)
);

create table leader_market (
  condition_id   text primary key check (condition_id ~ '^0x[0-9a-f]{64}$'),
  title          text,
  category       text,
  tick           numeric(6, 4) not null,
  minimum_shares numeric(20, 6) not null,
  fee_rate       numeric(10, 6) not null check (fee_rate between 0 and 1),
  fee_exponent   integer not null check (fee_exponent between 0 and 8),
  ends_at        timestamptz,
  payouts        jsonb,                            -- dollars a share by token; null while not decided
  tokens         text[] not null,
  read_at        timestamptz not null
);

create table leader_book (
  token_id    text primary key check (token_id ~ '^[1-9][0-9]{0,77}$'),
  half_spread numeric(12, 8) not null check (half_spread >= 0),
  depth       numeric(20, 6) not null check (depth >= 0),
  read_at     timestamptz not null
);

create table leader_profile (
  wallet      text primary key references leader_candidate (wallet) on delete cascade,
  computed_at timestamptz not null,
  profile     jsonb not null,
  line        jsonb,                               -- what a line of the ranking shows; null before the first ranking
  ranked_at   timestamptz
);

grant select, insert, update, delete on leader_candidate, leader_trade, leader_closing, leader_opening, leader_market, leader_book, leader_profile to copytrade_watcher;
grant select on leader_candidate, leader_trade, leader_closing, leader_opening, leader_market, leader_book, leader_profile to copytrade_worker, copytrade_app;
grant insert (wallet, source, added_at, next_at), update (next_at) on leader_candidate to copytrade_app;
