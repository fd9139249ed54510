-- Filters of the ranking that a tenant gave a name, and the order in which trades of one token are found across wallets.

create table leader_view (
  billing_account_id uuid not null references billing_account (id),
  name               text not null check (length(name) between 1 and 40),
  filter             text not null check (length(filter) <= 600),   -- the query of the page's address
  saved_at           timestamptz not null,
  primary key (billing_account_id, name)
);
call protect_tenant_table('leader_view');
grant select, insert, update, delete on leader_view to copytrade_app;

create index ix_leader_trade_token on leader_trade (token_id, side, filled_at);
