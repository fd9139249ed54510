-- Stop-loss, take-profit, trailing stop: rules, what they fired, what they saw.

alter table trade_order drop constraint trade_order_origin_check;
alter table trade_order add constraint trade_order_origin_check check (origin in ('mirror', 'manual', 'signal', 'rule'));

create table trade_rule (
  id                   uuid primary key,
  billing_account_id   uuid not null references billing_account (id),
  kind                 text not null check (kind in ('stop_loss', 'take_profit', 'trailing_stop')),
  condition_id         text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  token_id             text not null check (token_id ~ '^[1-9][0-9]{0,77}$'),
  book                 text check (length(book) between 1 and 64),      -- null: the shares of every book
  trigger_price        numeric(10, 6) check (trigger_price > 0 and trigger_price < 1),
  trailing_percent     numeric(10, 6) check (trailing_percent > 0 and trailing_percent < 100),
  amount               numeric(20, 6) check (amount > 0),               -- null: everything
  source               text not null check (source in ('executable', 'best_bid', 'midpoint', 'last')),
  floor_price          numeric(10, 6) check (floor_price > 0 and floor_price < 1),
  max_slippage_percent numeric(10, 6) not null check (max_slippage_percent between 0 and 100),
  expires_at           timestamptz,
  asks_first           boolean not null,
  bracket_id           uuid,                                            -- rules of one bracket share it
  title                text,
  outcome              text,
  status               text not null check (status in ('active', 'pending_approval', 'triggered', 'canceled', 'expired', 'failed')),
  version              integer not null default 1,                      -- grows with every change: a verdict about an older one is void
  was_held             boolean not null default false,
  exits                integer not null default 0,                      -- how often it fired
  reason               text,                                            -- why it ended, for people
  created_at           timestamptz not null,
  changed_at           timestamptz not null,
  triggered_at         timestamptz,
  ended_at             timestamptz,
  check ((kind = 'trailing_stop') = (trailing_percent is not null)),
  check (trigger_price is not null or kind = 'trailing_stop'),
  check ((ended_at is not null) = (status in ('canceled', 'expired', 'failed')))
);
create index ix_trade_rule_account on trade_rule (billing_account_id, created_at desc, id);
create index ix_trade_rule_live on trade_rule (billing_account_id) where status in ('active', 'pending_approval', 'triggered');
call protect_tenant_table('trade_rule');

-- What a rule asks for never changes, but for its trigger while it is active.
create function keep_rule_terms() returns trigger language plpgsql as $$
begin
  if (new.id, new.billing_account_id, new.kind, new.condition_id, new.token_id, new.book, new.trailing_percent, new.amount, new.source,
      new.floor_price, new.max_slippage_percent, new.expires_at, new.asks_first, new.bracket_id, new.created_at)
     is distinct from
     (old.id, old.billing_account_id, old.kind, old.condition_id, old.token_id, old.book, old.trailing_percent, old.amount, old.source,
      old.floor_price, old.max_slippage_percent, old.expires_at, old.asks_first, old.bracket_id, old.created_at)
     or (new.trigger_price is distinct from old.trigger_price and old.status <> 'active')
     or new.version < old.version then
    raise exception 'the terms of rule % never change', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_rule_terms before update on trade_rule for each row execute function keep_rule_terms();

-- One firing of a rule, followed until everything asked for is sold. At most one of a rule runs.
create table rule_exit (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  rule_id            uuid not null references trade_rule (id),
  number             integer not null check (number > 0),
  price              numeric(10, 6) not null,
  trigger_price      numeric(10, 6) not null,
  state              text not null check (state in ('running', 'done', 'given_up')),
  waits_for          text,
  sold               numeric(20, 6) not null default 0,
  left_over          numeric(20, 6),
  reason             text,
  fired_at           timestamptz not null,
  ended_at           timestamptz,
  check ((ended_at is null) = (state = 'running'))
);
create unique index ix_rule_exit_number on rule_exit (rule_id, number);
create unique index ix_rule_exit_running on rule_exit (rule_id) where state = 'running';
create index ix_rule_exit_account on rule_exit (billing_account_id, fired_at desc);
call protect_tenant_table('rule_exit');

create table rule_exit_order (
  order_id           uuid primary key references trade_order (id),
  billing_account_id uuid not null references billing_account (id),
  exit_id            uuid not null references rule_exit (id),
  attempt            integer not null check (attempt > 0)
);
create index ix_rule_exit_order_account on rule_exit_order (billing_account_id);
create index ix_rule_exit_order_exit on rule_exit_order (exit_id);
call protect_tenant_table('rule_exit_order');
call make_append_only('rule_exit_order');

create table rule_event (
  id                 bigint generated always as identity primary key,
  billing_account_id uuid not null references billing_account (id),
  rule_id            uuid not null references trade_rule (id),
  kind               text not null,
  at                 timestamptz not null,
  price              numeric(10, 6),
  trigger_price      numeric(10, 6),
  data               jsonb not null default '{}'
);
create index ix_rule_event_rule on rule_event (billing_account_id, rule_id, id desc);
call protect_tenant_table('rule_event');
call make_append_only('rule_event');

-- Evaluations between two events, compacted: how many, first, last, lowest and highest. Written anew while it grows, kept for good when it is over.
create table rule_evaluation (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  rule_id            uuid not null references trade_rule (id),
  first_at           timestamptz not null,
  last_at            timestamptz not null,
  count              bigint not null check (count > 0),
  outcome            text not null,
  summary            jsonb not null
);
create index ix_rule_evaluation_rule on rule_evaluation (billing_account_id, rule_id, last_at desc);
call protect_tenant_table('rule_evaluation');

grant select, insert, update on trade_rule to copytrade_app, copytrade_worker;
grant select on rule_exit, rule_exit_order, rule_evaluation to copytrade_app;
grant select, insert on rule_event to copytrade_app, copytrade_worker;
grant select, insert, update on rule_exit, rule_evaluation to copytrade_worker;
grant insert on rule_exit to copytrade_app;
grant select, insert on rule_exit_order to copytrade_worker;
grant usage, select on all sequences in schema public to copytrade_app, copytrade_worker;

-- What a book holds of a token: confirmed, being sold, and bought but not final. Security of the asker.
create function book_holdings(since timestamptz)
  returns table (billing_account_id uuid, book text, condition_id text, token_id text, confirmed numeric, outgoing numeric, incoming numeric)
  language sql stable security invoker as $$
  select h.billing_account_id, h.book, h.condition_id, h.token_id, sum(h.confirmed), sum(h.outgoing), sum(h.incoming) from (
    select l.billing_account_id, l.book, l.condition_id, l.token_id, l.remaining as confirmed, 0::numeric as outgoing, 0::numeric as incoming
      from lot l where l.remaining > 0
    union all
    select o.billing_account_id, o.book, o.condition_id, o.token_id, 0,
           case when o.side = 'sell' then f.shares else 0 end, case when o.side = 'buy' then f.shares else 0 end
      from order_fill f join trade_order o on o.id = f.order_id where f.settlement in ('matched', 'retrying', 'mined')
    union all
    -- Not reported trade by trade yet; of sales also what may still match.
    select o.billing_account_id, o.book, o.condition_id, o.token_id, 0,
           case when o.side = 'sell' then m.untold + case when o.status in ('pending', 'open', 'partial') then o.shares - o.matched_shares else 0 end else 0 end,
           case when o.side = 'buy' then m.untold else 0 end
      from trade_order o
     cross join lateral (select greatest(0, o.matched_shares - coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id), 0)) as untold) m
     where o.status in ('pending', 'open', 'partial') or (o.status <> 'error' and o.matched_shares > 0 and o.finished_at > since)) h
   group by 1, 2, 3, 4
$$;
grant execute on function book_holdings(timestamptz) to copytrade_app, copytrade_worker;
