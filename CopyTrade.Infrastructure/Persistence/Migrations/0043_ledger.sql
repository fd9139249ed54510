-- The double-entry ledger of money (R2.16). Entries come from facts that never change (confirmed fills, closed lots,
-- confirmed transfers, paper money at the start), one for each, named by the row that it comes from. A billing account is
-- live or paper and never both (0025), so no sum over one account can mix them.

create table ledger_entry (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  source_key         text not null check (length(source_key) between 1 and 120),
  kind               text not null check (kind in ('bought', 'sold', 'closed', 'ended', 'split', 'merged', 'rebated', 'capital')),
  at                 timestamptz not null,          -- when it happened
  book               text,
  condition_id       text,
  token_id           text,
  mode               text,
  entry_price        numeric(10, 6),
  builder            text,
  posted_at          timestamptz not null
);
create unique index ix_ledger_entry_source on ledger_entry (billing_account_id, source_key);
create index ix_ledger_entry_at on ledger_entry (billing_account_id, at, id);
call protect_tenant_table('ledger_entry');
call make_append_only('ledger_entry');

create table ledger_posting (
  entry_id           uuid not null references ledger_entry (id),
  line               smallint not null,
  billing_account_id uuid not null references billing_account (id),
  account            text not null check (account in ('cash', 'position', 'clearing', 'capital', 'realized', 'rebates', 'fees', 'fees_contained')),
  amount             numeric(20, 6) not null default 0,   -- dollars; above zero a debit
  token_id           text,
  shares             numeric(20, 6) not null default 0,
  primary key (entry_id, line)
);
create index ix_ledger_posting_account on ledger_posting (billing_account_id);
call protect_tenant_table('ledger_posting');
call make_append_only('ledger_posting');

-- Looked at when the transaction commits, when all postings of an entry are there.
create function ledger_entry_balances() returns trigger language plpgsql as $$
begin
  if (select sum(amount) from ledger_posting where entry_id = new.entry_id) <> 0 then
    raise exception 'the postings of entry % do not sum to zero', new.entry_id using errcode = '23514';
  end if;
  return null;
end $$;
create constraint trigger ledger_entry_balances after insert on ledger_posting deferrable initially deferred for each row execute function ledger_entry_balances();

-- The ledger beside what venue and chain report, once a day; of today the last comparison.
create table ledger_residual (
  billing_account_id uuid not null references billing_account (id),
  day                date not null,
  ledger_cash        numeric(20, 6) not null,
  venue_cash         numeric(20, 6),
  cash_apart         numeric(20, 6),                -- null: not compared, which is not zero
  positions_apart    integer check (positions_apart >= 0),
  shares_apart       numeric(20, 6) check (shares_apart >= 0),
  why_not            text,
  compared_at        timestamptz not null,
  primary key (billing_account_id, day)
);
call protect_tenant_table('ledger_residual');

-- What markets are about, in the venue's word (global). Null: the venue said nothing; asked again after a day.
create table market_category (
  condition_id text primary key check (condition_id ~ '^0x[0-9a-f]{64}$'),
  category     text check (length(category) between 1 and 200),
  read_at      timestamptz not null
);

grant select on ledger_entry, ledger_posting, ledger_residual, market_category to copytrade_app;
grant select, insert on ledger_entry, ledger_posting to copytrade_worker;
grant select, insert, update on ledger_residual, market_category to copytrade_worker;
