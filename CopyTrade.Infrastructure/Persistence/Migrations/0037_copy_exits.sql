-- Rules that are made for each new copy: once for each time that a position is opened.

create table rule_attachment (
  billing_account_id uuid not null references billing_account (id),
  first_lot          uuid not null references lot (id),             -- the purchase that opened the position
  order_id           uuid not null references trade_order (id),     -- the first copy that asked for rules
  book               text not null,
  token_id           text not null,
  state              text not null check (state in ('attached', 'refused', 'none')),
  reason             text,                                          -- why there are none, for people
  entry_price        numeric(10, 6) not null,
  rules              uuid[] not null default '{}',
  at                 timestamptz not null,
  primary key (billing_account_id, first_lot),
  check ((state = 'attached') = (cardinality(rules) > 0))
);
create index ix_rule_attachment_order on rule_attachment (order_id);
create index ix_rule_attachment_rules on rule_attachment using gin (rules);
call protect_tenant_table('rule_attachment');

grant select on rule_attachment to copytrade_app;
grant select, insert, update on rule_attachment to copytrade_worker;

create index ix_rule_bracket on trade_rule (bracket_id) where bracket_id is not null;
