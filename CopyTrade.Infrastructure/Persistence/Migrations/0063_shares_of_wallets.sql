-- A purchase lies in the wallet that made it. Shares of a wallet that is not connected any more cannot be sold from the one
-- that is: its owner may hold the same outcome there, bought by hand. Connecting the same funder again brings them back.
-- Written when a wallet is connected and when a lot opens, so that reading what is held costs nothing more.
alter table lot add column lies_elsewhere boolean not null default false;
grant update (lies_elsewhere) on lot to copytrade_app;

-- The script acts for everybody; the setting ends with its transaction.
select set_config('app.actors', coalesce((select string_agg(id::text, ',') from asp_net_users), ''), true);
update lot l set lies_elsewhere = true
  from order_fill f, trade_order o, wallet_connection w, wallet_connection a
 where l.remaining > 0 and f.id = l.order_fill_id and o.id = f.order_id and w.id = o.connection_id
   and a.billing_account_id = l.billing_account_id and a.revoked_at is null and a.funder <> w.funder;

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
