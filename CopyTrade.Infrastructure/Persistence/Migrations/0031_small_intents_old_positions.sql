-- Small intents that wait for more of their kind (R1.22), and positions for lots that are older than positions.

alter table signal_intent drop constraint signal_intent_status_check;
alter table signal_intent add constraint signal_intent_status_check check (status in ('queued', 'placed', 'observed', 'waiting', 'combined', 'rejected'));
alter table signal_intent
  add column token_id      text,                    -- of one that waits, or waited
  add column usd           numeric(20, 8),          -- the trader's dollars in it
  add column wait_until    timestamptz,
  add column combined_into uuid references signal_intent (id),   -- the later intent whose order it is part of
  add check (status <> 'waiting' or (token_id is not null and usd is not null and wait_until is not null)),
  add check ((status = 'combined') = (combined_into is not null));
create index ix_signal_intent_waiting on signal_intent (billing_account_id, profile_id, trader, token_id) where status = 'waiting';
create index ix_signal_intent_combined on signal_intent (combined_into) where combined_into is not null;

-- Positions from before 0022: without a row nobody asks whether their market is decided, and a winner is never redeemed.
-- The script acts for everybody; the setting ends with its transaction.
select set_config('app.actors', coalesce((select string_agg(id::text, ',') from asp_net_users), ''), true);

insert into book_position (id, billing_account_id, connection_id, book, condition_id, token_id, neg_risk, mode, state, opened_at, changed_at)
select distinct on (l.billing_account_id, l.book, l.token_id)
       gen_random_uuid(), l.billing_account_id, o.connection_id, l.book, l.condition_id, l.token_id, o.neg_risk, o.mode, 'open', l.opened_at, now()
  from lot l join order_fill f on f.id = l.order_fill_id join trade_order o on o.id = f.order_id
 where l.position_id is null and l.remaining > 0
 order by l.billing_account_id, l.book, l.token_id, l.opened_at
    on conflict (billing_account_id, book, token_id) where ended_at is null do nothing;

update lot l set position_id = p.id
  from book_position p
 where p.billing_account_id = l.billing_account_id and p.book = l.book and p.token_id = l.token_id and p.ended_at is null
   and l.position_id is null and l.remaining > 0;
