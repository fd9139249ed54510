-- What outcome tokens were worth. Global like observed_fill: prices are public, and one token is held by many.
-- What a market paid at its end is market_resolution, for good; it is not repeated here.

create table token_mark (
  token_id text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  at       timestamptz not null,
  value    numeric(10, 6) not null check (value between 0 and 1),   -- dollars a share
  source   text not null check (source in ('book', 'history')),
  primary key (token_id, at)
);

-- Of which time the venue's record of prices was read: what it does not hold is not asked for again.
create table token_mark_span (
  token_id text primary key check (token_id ~ '^[1-9][0-9]{0,77}$'),
  from_at  timestamptz not null,
  to_at    timestamptz not null,
  check (from_at <= to_at)
);

create index ix_market_resolution_token on market_resolution (token_id);

grant select on token_mark, token_mark_span to copytrade_app;
grant select, insert on token_mark to copytrade_worker, copytrade_watcher;
grant select, insert, update on token_mark_span to copytrade_worker, copytrade_watcher;
grant select on market_resolution to copytrade_watcher;
