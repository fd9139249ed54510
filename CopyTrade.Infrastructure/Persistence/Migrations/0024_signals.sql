-- External trade intents: profiles, the durable intake, what was refused, and what the generator wrote.

alter table trade_order drop constraint trade_order_origin_check;
alter table trade_order add constraint trade_order_origin_check check (origin in ('mirror', 'manual', 'signal'));

create table signal_profile (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  name               text not null check (name ~ '^[a-z0-9-]{1,13}$'),   -- part of the book of its lots: never changed, never used again
  terms              jsonb not null,
  created_at         timestamptz not null,
  disabled_at        timestamptz
);
create unique index ix_signal_profile_name on signal_profile (billing_account_id, name);
call protect_tenant_table('signal_profile');
grant select, insert, update on signal_profile to copytrade_app;
grant select on signal_profile to copytrade_worker;

-- Who changed which rule, kept for good.
create table signal_profile_change (
  id                 bigint generated always as identity primary key,
  billing_account_id uuid not null references billing_account (id),
  profile_id         uuid not null references signal_profile (id),
  changed_by         text not null,
  changed_at         timestamptz not null,
  before             jsonb,
  after              jsonb not null
);
create index ix_signal_profile_change_account on signal_profile_change (billing_account_id, id);
call protect_tenant_table('signal_profile_change');
call make_append_only('signal_profile_change');
grant select, insert on signal_profile_change to copytrade_app;

-- Accepted intents. A row is the memory that its id was seen: it is never deleted.
create table signal_intent (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  profile_id         uuid not null references signal_profile (id),
  intent_id          uuid not null,
  trader             text not null check (trader ~ '^0x[0-9a-f]{40}$'),
  channel            text not null check (channel in ('http', 'file')),
  document           text not null,                -- as it came, for reading and replay
  intent_at          timestamptz not null,
  received_at        timestamptz not null,
  status             text not null check (status in ('queued', 'placed', 'observed', 'rejected')),
  attempts           integer not null default 0,
  retry_at           timestamptz,
  code               text,
  reason             text,
  trace              jsonb,
  order_id           uuid references trade_order (id),
  decided_at         timestamptz,
  check ((status = 'placed') = (order_id is not null)),
  check ((status = 'rejected') = (code is not null)),
  check ((status = 'queued') = (decided_at is null))
);
create unique index ix_signal_intent_id on signal_intent (billing_account_id, profile_id, intent_id);
create index ix_signal_intent_queued on signal_intent (billing_account_id, received_at) where status = 'queued';
create index ix_signal_intent_recent on signal_intent (billing_account_id, received_at desc, id);
call protect_tenant_table('signal_intent');
grant select, insert on signal_intent to copytrade_app;
grant select, insert, update on signal_intent to copytrade_worker;

-- What the firewall turned away. The id of a rejected intent may come again.
create table signal_rejection (
  id                 bigint generated always as identity primary key,
  billing_account_id uuid not null references billing_account (id),
  profile_id         uuid references signal_profile (id),
  intent_id          uuid,
  channel            text not null check (channel in ('http', 'file')),
  code               text not null,
  field              text,
  message            text not null,
  document           text not null,                -- its beginning
  rejected_at        timestamptz not null
);
create index ix_signal_rejection_recent on signal_rejection (billing_account_id, rejected_at desc, id);
call protect_tenant_table('signal_rejection');
call make_append_only('signal_rejection');
grant select, insert on signal_rejection to copytrade_app, copytrade_worker;

-- How far a file of intents was read.
create table signal_file (
  billing_account_id uuid not null references billing_account (id),
  profile_id         uuid not null references signal_profile (id),
  path               text not null,
  position           bigint not null check (position >= 0),
  head               bytea not null,               -- the file's first bytes: another file under the same name begins differently
  updated_at         timestamptz not null,
  primary key (billing_account_id, profile_id, path)
);
call protect_tenant_table('signal_file');
grant select, insert, update on signal_file to copytrade_worker;
grant select on signal_file to copytrade_app;

-- The generator's own memory. Public data about public trades; no tenant.
create table signal_emission (
  sink       text not null,
  fill_id    text not null,
  emitted_at timestamptz not null,
  primary key (sink, fill_id)
);
create index ix_signal_emission_at on signal_emission (emitted_at);
create table signal_generator (
  sink         text primary key,
  started_at   timestamptz not null,
  heartbeat_at timestamptz not null,
  checks       bigint not null,
  emitted      bigint not null,
  problem      text
);
grant select, insert, update, delete on signal_emission, signal_generator to copytrade_watcher;
grant select on signal_generator to copytrade_app, copytrade_worker;
grant usage, select on all sequences in schema public to copytrade_app, copytrade_worker;

-- The generator looks at the latest trades of all wallets.
create index ix_observed_fill_filled on observed_fill (filled_at);
