-- Up to which match the venue was asked for a wallet's own trades, with everything that it listed recorded: what is asked next
-- begins here, and an order that ended is asked about until a while after its end, however long nobody could ask.
-- Wallets from before begin now: their orders that ended were asked about under the old rule. A plain column and no sum of
-- columns, so that comparing it with the end of an order can use the index under row security.
alter table wallet_connection add column trades_read_to timestamptz not null default now();
alter table wallet_connection alter column trades_read_to set default 'epoch';

create index ix_trade_order_ended on trade_order (connection_id, finished_at) where accepted_at is not null;
