-- Looked up by an order or a sale alone, in subqueries that name no account: without these each of them reads a whole table,
-- and a fill that a thousand accounts follow makes thousands of such reads within seconds.
create index ix_order_fill_order on order_fill (order_id);
create index ix_lot_close_fill on lot_close (order_fill_id) where order_fill_id is not null;

-- Whose copies ask for rules at all: most accounts' do not, and then nothing further is looked at after each purchase.
create index ix_copy_decision_exits on copy_decision (billing_account_id)
  where greatest((input -> 'rules' ->> 'exit_stop_percent')::numeric, (input -> 'rules' ->> 'exit_target_percent')::numeric, (input -> 'rules' ->> 'exit_trailing_percent')::numeric) > 0;
