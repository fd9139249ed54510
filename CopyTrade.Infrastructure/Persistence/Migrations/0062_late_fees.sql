-- A taker's fee that nobody could tell when the match was final, and that was learned afterwards. The facts that the ledger may
-- hold already stay what they were; the fee is a fact of its own. What of it belongs to shares still held is in the lot's cost.
alter table order_fill add column fee_learned_at timestamptz;
alter table lot add column late_fee numeric(20, 8) not null default 0 check (late_fee >= 0);
create index ix_order_fill_fee_unknown on order_fill (billing_account_id, matched_at) where fee is null and is_taker and settlement = 'confirmed';

alter table ledger_entry drop constraint ledger_entry_kind_check;
alter table ledger_entry add constraint ledger_entry_kind_check
  check (kind in ('bought', 'sold', 'closed', 'ended', 'fee_learned', 'split', 'merged', 'rebated', 'rewarded', 'capital'));
