-- An order that the venue refused for the market's tick or minimum is tried once more, by another order.
alter table trade_order add column second_of uuid references trade_order (id);
create unique index ix_trade_order_second_of on trade_order (second_of) where second_of is not null;
create index ix_trade_order_refused on trade_order (billing_account_id, finished_at)
  where status = 'error' and failure = 'rejected' and venue_error in ('invalid_price_or_tick', 'below_min_order_size');

-- Copied sales that are over, for whoever tells of those that left something.
create index ix_trade_order_exit_over on trade_order (billing_account_id, finished_at) where side = 'sell' and origin = 'mirror' and status in ('error', 'canceled');
