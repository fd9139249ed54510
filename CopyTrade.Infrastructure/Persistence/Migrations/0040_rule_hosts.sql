-- What each host that judges rules says of itself, so that a host with pages alone can tell how rules are.

create table rule_host (
  name                 text primary key check (length(name) between 1 and 200),
  beat_at              timestamptz not null,
  last_round_at        timestamptz,                 -- every rule was judged then
  active_rules         integer not null check (active_rules >= 0),
  stale_rules          integer not null check (stale_rules >= 0),
  consecutive_failures integer not null check (consecutive_failures >= 0),
  breaker_until        timestamptz
);
grant select, insert, update, delete on rule_host to copytrade_worker;
grant select on rule_host to copytrade_app;
