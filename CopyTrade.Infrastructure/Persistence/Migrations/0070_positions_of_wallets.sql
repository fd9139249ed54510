-- A position lies in one wallet. What a second wallet of the account buys of the same outcome is a position of its own, sold and
-- redeemed from there alone. The address and not the connection is what counts: a wallet connected again is the same.
alter table book_position add column funder text not null default '';

-- The script acts for everybody; the setting ends with its transaction.
select set_config('app.actors', coalesce((select string_agg(id::text, ',') from asp_net_users), ''), true);
update book_position p set funder = w.funder from wallet_connection w where w.id = p.connection_id;

drop index ix_position_live;
create unique index ix_position_live on book_position (billing_account_id, book, token_id, funder) where ended_at is null;

-- Rows of two wallets, from before: what another wallet bought gets a row of its own. A redemption under way is the first wallet's.
with homes as (
  select p.id as position, w.funder, min(l.opened_at) as opened_at, (array_agg(o.connection_id order by l.opened_at))[1] as connection
    from book_position p join lot l on l.position_id = p.id join order_fill f on f.id = l.order_fill_id
    join trade_order o on o.id = f.order_id join wallet_connection w on w.id = o.connection_id
   where p.ended_at is null and w.funder <> p.funder
   group by 1, 2 having sum(l.remaining) > 0),
added as (
  insert into book_position (id, billing_account_id, connection_id, funder, book, condition_id, token_id, neg_risk, mode, state, opened_at, changed_at)
  select gen_random_uuid(), p.billing_account_id, h.connection, h.funder, p.book, p.condition_id, p.token_id, p.neg_risk, p.mode,
         case p.state when 'closing' then 'open' when 'redeem_pending' then 'winner' else p.state end, h.opened_at, now()
    from homes h join book_position p on p.id = h.position
  returning id, billing_account_id, book, token_id, funder)
update lot l set position_id = a.id
  from added a, order_fill f, trade_order o, wallet_connection w
 where l.billing_account_id = a.billing_account_id and l.book = a.book and l.token_id = a.token_id
   and f.id = l.order_fill_id and o.id = f.order_id and w.id = o.connection_id and w.funder = a.funder
   and exists (select from book_position p where p.id = l.position_id and p.ended_at is null);

update book_position p set state = 'closed', changed_at = now(), ended_at = now()
 where p.ended_at is null and p.state in ('open', 'closing') and not exists (select from lot l where l.position_id = p.id and l.remaining > 0)
   and exists (select from book_position q where q.billing_account_id = p.billing_account_id and q.book = p.book and q.token_id = p.token_id and q.id <> p.id and q.ended_at is null);

-- What another wallet of the account still has on the way is no share of this one, coming or going.
create or replace function book_holdings(since timestamptz)
  returns table (billing_account_id uuid, book text, condition_id text, token_id text, confirmed numeric, outgoing numeric, incoming numeric)
  language sql stable security invoker as $$
  select h.billing_account_id, h.book, h.condition_id, h.token_id, sum(h.confirmed), sum(h.outgoing), sum(h.incoming) from (
    select l.billing_account_id, l.book, l.condition_id, l.token_id, l.remaining as confirmed, 0::numeric as outgoing, 0::numeric as incoming
      from lot l where l.remaining > 0 and not l.lies_elsewhere
    union all
    select o.billing_account_id, o.book, o.condition_id, o.token_id, 0,
           case when o.side = 'sell' then f.shares else 0 end, case when o.side = 'buy' then f.shares else 0 end
      from order_fill f join trade_order o on o.id = f.order_id where f.settlement in ('matched', 'retrying', 'mined')
       and (o.connection_id in (select w.id from wallet_connection w join wallet_connection a on a.billing_account_id = w.billing_account_id
                                 where w.revoked_at is not null and a.revoked_at is null and a.funder <> w.funder)) is not true
    union all
    -- Not reported trade by trade yet; of sales also what may still match.
    select o.billing_account_id, o.book, o.condition_id, o.token_id, 0,
           case when o.side = 'sell' then m.untold + case when o.status in ('pending', 'open', 'partial') then o.shares - o.matched_shares else 0 end else 0 end,
           case when o.side = 'buy' then m.untold else 0 end
      from trade_order o
     cross join lateral (select greatest(0, o.matched_shares - coalesce((select sum(f.shares) from order_fill f where f.order_id = o.id), 0)) as untold) m
     where (o.status in ('pending', 'open', 'partial') or (o.status <> 'error' and o.matched_shares > 0 and o.finished_at > since))
       and (o.connection_id in (select w.id from wallet_connection w join wallet_connection a on a.billing_account_id = w.billing_account_id
                                 where w.revoked_at is not null and a.revoked_at is null and a.funder <> w.funder)) is not true) h
   group by 1, 2, 3, 4
$$;
