-- What each skipped purchase would have made, and the account of each trade in words.

create table skip_outcome (
  decision_id        uuid primary key references copy_decision (id),
  billing_account_id uuid not null references billing_account (id),
  copy_target_id     uuid not null references copy_target (id),
  token_id           text not null,
  reason             text not null,
  also               text[] not null default '{}',       -- rules that would have refused it too, in their order
  state              text not null check (state in ('final', 'open', 'unpriced', 'not_computable')),
  shares             numeric(20, 8),
  entry_price        numeric(10, 6),
  entry_basis        text check (entry_basis in ('book', 'their_price')),
  fee                numeric(20, 8),
  exit_price         numeric(20, 12),                    -- average of their sales and the mark of the rest, dollars a share
  profit             numeric(20, 8),
  why                text,                               -- why there is no figure
  decided_at         timestamptz not null,
  valued_at          timestamptz not null,
  check ((state in ('final', 'open')) = (profit is not null)),
  check ((state in ('unpriced', 'not_computable')) = (why is not null))
);
create index ix_skip_outcome_account on skip_outcome (billing_account_id, decided_at desc);
create index ix_skip_outcome_due on skip_outcome (billing_account_id, valued_at) where state in ('open', 'unpriced');
call protect_tenant_table('skip_outcome');
grant select on skip_outcome to copytrade_app;
grant select, insert, update on skip_outcome to copytrade_worker;

-- One for each copied trade, written once it has settled and not changed afterwards: only what happened later is added.
create table trade_explanation (
  decision_id        uuid primary key references copy_decision (id),
  billing_account_id uuid not null references billing_account (id),
  order_id           uuid not null references trade_order (id),
  headline           text not null check (length(headline) between 1 and 1000),
  sections           jsonb not null,                     -- [{"title": ..., "lines": [...]}]
  written_at         timestamptz not null,
  decided_at         timestamptz not null,
  is_over            boolean not null                    -- everything bought was sold or paid out: nothing more happens to it
);
create index ix_trade_explanation_account on trade_explanation (billing_account_id, decided_at desc);
create index ix_trade_explanation_order on trade_explanation (order_id);
create index ix_trade_explanation_open on trade_explanation (billing_account_id, written_at) where not is_over;
call protect_tenant_table('trade_explanation');
grant select on trade_explanation to copytrade_app;
grant select, insert, update, delete on trade_explanation to copytrade_worker;
