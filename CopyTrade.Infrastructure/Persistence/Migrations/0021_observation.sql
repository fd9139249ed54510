-- What observation knows beside the fills: the followed wallets' own positions, their statistics, who else saw a fill,
-- what was missed. Global like observed_fill, since what a wallet did is public. The watcher writes, everybody reads.

-- A wallet's position as our own account of it: a snapshot at first sight, moved by every fill stored since.
create table wallet_snapshot (
  wallet     text primary key check (wallet ~ '^0x[0-9a-f]{40}$'),
  watched_at timestamptz not null,                 -- since when we look after it
  unwatched_at timestamptz,                        -- when its last follower left; what it did since is nobody's business
  as_of      timestamptz,                          -- before the read began; null while no read succeeded: holdings unknown
  tried_at   timestamptz,
  problem    text
);

create table wallet_holding (
  wallet       text not null references wallet_snapshot (wallet),
  condition_id text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  token_id     text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  shares       numeric(20, 8) not null check (shares >= 0),
  cost         numeric(20, 8) not null check (cost >= 0),
  as_of        timestamptz not null,               -- of the snapshot or the last fill in it
  primary key (wallet, token_id)
);
create index ix_wallet_holding_condition on wallet_holding (wallet, condition_id);

-- One row for each fill that moved a holding: how much of it is in there, and what the wallet held in the market before.
create table wallet_holding_move (
  fill_id  text primary key references observed_fill (fill_id),
  wallet   text not null,
  shares   numeric(20, 8) not null,
  notional numeric(20, 8) not null,
  before   jsonb not null                          -- [{"t": token, "s": shares, "c": cost, null when not known}]
);

-- Moves the holdings by fills; by each share of a fill once, however often it is called.
create function move_holdings(fills text[]) returns void language plpgsql set search_path = public as $$
declare
  f record;
  own record;
  held jsonb;
  more numeric;
  paid numeric;
  undone numeric;
begin
  -- In a fixed order, so that two calls never wait for each other in a circle; a snapshot takes the same lock.
  perform 1 from wallet_snapshot where wallet = any (array(select wallet from observed_fill where fill_id = any (fills))) order by wallet for update;
  for f in
    select o.fill_id, o.wallet, o.condition_id, o.token_id, o.side, o.shares, o.price, o.filled_at, m.fill_id is not null as is_known,
           o.shares - coalesce(m.shares, 0) as more, o.shares * o.price - coalesce(m.notional, 0) as paid,
           o.filled_at < date_trunc('second', s.as_of) as is_in_snapshot, date_trunc('second', s.as_of) as snapshot_second
      from observed_fill o
      join wallet_snapshot s on s.wallet = o.wallet and s.as_of is not null
      left join wallet_holding_move m on m.fill_id = o.fill_id
     where o.fill_id = any (fills)
     order by o.filled_at, o.fill_id
  loop
    continue when f.is_known and f.more = 0;
    select h.shares, h.cost into own from wallet_holding h where h.wallet = f.wallet and h.token_id = f.token_id;
    own.shares := coalesce(own.shares, 0);
    own.cost := coalesce(own.cost, 0);

    if not f.is_known then
      select coalesce(jsonb_agg(jsonb_build_object('t', h.token_id, 's', h.shares, 'c', h.cost)), '[]') into held
        from wallet_holding h where h.wallet = f.wallet and h.condition_id = f.condition_id and h.token_id <> f.token_id and h.shares > 0;
      if f.is_in_snapshot then
        -- The snapshot was read after the trade: what came since is taken off again.
        select sum(case o.side when 'buy' then o.shares else -o.shares end) into undone
          from observed_fill o
         where o.wallet = f.wallet and o.token_id = f.token_id and (o.filled_at, o.fill_id) >= (f.filled_at, f.fill_id)
           and (o.filled_at < f.snapshot_second or exists (select from wallet_holding_move m where m.fill_id = o.fill_id));
        held := held || jsonb_build_object('t', f.token_id, 's', greatest(own.shares - undone, 0),
          'c', case when own.shares > 0 then round(own.cost / own.shares * greatest(own.shares - undone, 0), 8) end);
      else
        held := held || jsonb_build_object('t', f.token_id, 's', own.shares, 'c', own.cost);
      end if;
      insert into wallet_holding_move (fill_id, wallet, shares, notional, before) values (f.fill_id, f.wallet, f.shares, f.shares * f.price, held);
    else
      update wallet_holding_move set shares = f.shares, notional = f.shares * f.price where fill_id = f.fill_id;
    end if;

    continue when f.is_in_snapshot;
    more := f.more;
    paid := f.paid;
    if f.side = 'sell' then
      -- A sale takes its share of the cost along; the average stays.
      paid := case when own.shares > more then -own.cost * more / own.shares else -own.cost end;
      more := -least(more, own.shares);
    end if;
    insert into wallet_holding (wallet, condition_id, token_id, shares, cost, as_of)
    values (f.wallet, f.condition_id, f.token_id, own.shares + more, greatest(own.cost + paid, 0), f.filled_at)
        on conflict (wallet, token_id) do update set shares = excluded.shares, cost = excluded.cost, as_of = greatest(wallet_holding.as_of, excluded.as_of);
  end loop;
end $$;

-- How large a wallet usually bets: percentiles of its dominant-side cost in each market (R0.21).
create table wallet_statistic (
  wallet      text not null check (wallet ~ '^0x[0-9a-f]{40}$'),
  captured_at timestamptz not null,
  window_days integer not null check (window_days > 0),
  sample_size integer not null check (sample_size >= 0),
  p50         numeric(20, 8),                      -- null without a sample
  p75         numeric(20, 8),
  p90         numeric(20, 8),
  p95         numeric(20, 8),
  p99         numeric(20, 8),
  is_complete boolean not null default true,       -- false: the record would not be read back to the window's start
  primary key (wallet, captured_at),
  check ((sample_size = 0) = (p50 is null))
);

-- Sources that saw a fill after the first one did ("also seen via").
create table fill_sighting (
  fill_id text not null references observed_fill (fill_id),
  source  text not null check (length(source) between 1 and 64),
  seen_at timestamptz not null,
  primary key (fill_id, source)
);

-- Stretches of time of which a wallet's trades were not read when they should have been.
create table watch_gap (
  id         uuid primary key,
  wallet     text not null check (wallet ~ '^0x[0-9a-f]{40}$'),
  from_at    timestamptz not null,
  to_at      timestamptz not null,
  cause      text not null check (cause in ('outage', 'out_of_reach', 'missed')),
  state      text not null check (state in ('open', 'closed', 'given_up')),
  opened_at  timestamptz not null,
  tries      integer not null default 0,
  next_try_at timestamptz,
  ended_at   timestamptz,
  found      integer,                              -- fills that closing it brought
  reason     text,                                 -- why it was given up, or what hinders
  check (from_at < to_at),
  check ((state = 'open') = (ended_at is null)),
  check (state <> 'given_up' or reason is not null)
);
create index ix_watch_gap_wallet on watch_gap (wallet, from_at desc);
create index ix_watch_gap_open on watch_gap (next_try_at) where state = 'open';

-- What a later, complete read of a period showed, beside what had been seen in time.
create table coverage_check (
  wallet      text not null check (wallet ~ '^0x[0-9a-f]{40}$'),
  from_at     timestamptz not null,
  to_at       timestamptz not null,
  checked_at  timestamptz not null,
  shown       integer not null check (shown >= 0),
  seen        integer not null check (seen between 0 and shown),
  in_time     integer not null check (in_time between 0 and seen),
  is_complete boolean not null,
  missed      jsonb not null default '[]',         -- [{"id": fill id, "at": filled at, "seen": observed at or null}], at most a hundred
  primary key (wallet, from_at)
);

grant select, insert, update on wallet_snapshot, wallet_holding, wallet_holding_move, wallet_statistic, fill_sighting, watch_gap, coverage_check to copytrade_watcher;
grant delete on wallet_holding to copytrade_watcher;
grant select on wallet_snapshot, wallet_holding, wallet_holding_move, wallet_statistic, fill_sighting, watch_gap, coverage_check to copytrade_worker, copytrade_app;
