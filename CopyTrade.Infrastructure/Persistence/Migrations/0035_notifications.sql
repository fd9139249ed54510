-- What people are told of, where it goes, and what became of each message (R4.19, R4.33).

create table notification (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  kind               text not null check (length(kind) between 1 and 40),
  severity           text not null check (severity in ('info', 'warning', 'critical')),
  title              text not null check (length(title) between 1 and 300),
  body               text not null check (length(body) <= 1000),
  link               text check (link like '/%' and length(link) <= 200),
  subject            text check (length(subject) <= 200),
  key                text not null check (length(key) between 1 and 200),   -- made of its cause: noticed twice, told once
  happened_at        timestamptz not null,
  created_at         timestamptz not null
);
create unique index ix_notification_key on notification (billing_account_id, key);
create index ix_notification_account on notification (billing_account_id, created_at desc, id);
call protect_tenant_table('notification');
call make_append_only('notification');

-- Up to when a person has seen them.
create table notification_read (
  billing_account_id uuid not null references billing_account (id),
  user_id            uuid not null references asp_net_users (id),
  read_through       timestamptz not null,
  primary key (billing_account_id, user_id)
);
call protect_tenant_table('notification_read');

create table notification_quiet (
  billing_account_id uuid primary key references billing_account (id),
  zone               text not null check (length(zone) between 1 and 64),
  quiet_from         time,
  quiet_to           time,
  critical_passes    boolean not null,
  changed_at         timestamptz not null,
  check ((quiet_from is null) = (quiet_to is null))
);
call protect_tenant_table('notification_quiet');

create table notification_channel (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  kind               text not null check (kind in ('webhook', 'telegram', 'discord', 'slack', 'email', 'wake_up')),
  name               text not null check (length(name) between 1 and 60),
  shown              text not null check (length(shown) between 1 and 200),   -- where it goes, secrets hidden
  told               text[] not null,
  digest             text not null check (digest in ('none', 'hourly', 'daily')),
  is_on              boolean not null,
  created_at         timestamptz not null,
  created_by         text not null check (length(created_by) between 1 and 200),
  changed_at         timestamptz not null,
  changed_by         text not null check (length(changed_by) between 1 and 200),
  removed_at         timestamptz
);
create index ix_notification_channel_account on notification_channel (billing_account_id) where removed_at is null;
create unique index ix_notification_channel_wake on notification_channel (billing_account_id) where kind = 'wake_up' and removed_at is null;
call protect_tenant_table('notification_channel');

-- Ciphertext only: the destination with its tokens, and the secrets by which webhooks are signed. Pages write and never read.
create table notification_secret (
  id                 uuid primary key,                                        -- what the ciphertext is bound to
  channel_id         uuid not null references notification_channel (id),
  billing_account_id uuid not null references billing_account (id),
  purpose            text not null check (purpose in ('notify-destination', 'notify-signing')),
  wrapped_key        bytea not null,
  ciphertext         bytea not null,
  created_at         timestamptz not null,
  ends_at            timestamptz                                              -- of a signing secret that another one follows
);
create unique index ix_notification_secret_current on notification_secret (channel_id, purpose) where ends_at is null;
create index ix_notification_secret_account on notification_secret (billing_account_id);
call protect_tenant_table('notification_secret');

-- One message over one channel; notifications of one slot travel together.
create table notification_delivery (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  channel_id         uuid not null references notification_channel (id),
  slot               text not null check (length(slot) between 1 and 100),
  state              text not null check (state in ('waiting', 'sending', 'sent', 'failed', 'dropped')),
  attempts           integer not null default 0,
  last_error         text check (length(last_error) <= 500),
  left_out           integer not null default 0,
  due_at             timestamptz not null,
  created_at         timestamptz not null,
  changed_at         timestamptz not null,
  sent_at            timestamptz,
  resends            integer not null default 0,
  check ((state = 'sent') <= (sent_at is not null))
);
create unique index ix_notification_delivery_slot on notification_delivery (channel_id, slot) where state = 'waiting' and attempts = 0;
create index ix_notification_delivery_account on notification_delivery (billing_account_id, created_at desc);
create index ix_notification_delivery_channel on notification_delivery (channel_id, created_at);
create index ix_notification_delivery_waiting on notification_delivery (channel_id) where state in ('waiting', 'sending');
call protect_tenant_table('notification_delivery');

create table notification_delivery_item (
  delivery_id        uuid not null references notification_delivery (id),
  notification_id    uuid not null references notification (id),
  billing_account_id uuid not null references billing_account (id),
  primary key (delivery_id, notification_id)
);
create index ix_notification_delivery_item_account on notification_delivery_item (billing_account_id);
call protect_tenant_table('notification_delivery_item');
call make_append_only('notification_delivery_item');

create table notification_attempt (
  id                 bigint generated always as identity primary key,
  billing_account_id uuid not null references billing_account (id),
  delivery_id        uuid not null references notification_delivery (id),
  number             integer not null check (number > 0),
  at                 timestamptz not null,
  took_ms            integer not null,
  error              text check (length(error) <= 500)                        -- null: taken
);
create index ix_notification_attempt_delivery on notification_attempt (delivery_id, id);
create index ix_notification_attempt_account on notification_attempt (billing_account_id);
call protect_tenant_table('notification_attempt');
call make_append_only('notification_attempt');

-- Up to when the records were looked through for news; of the whole installation.
create table notification_progress (
  id      boolean primary key default true check (id),
  read_to timestamptz not null
);

grant select, insert on notification to copytrade_app, copytrade_worker;
grant select, insert, update on notification_read, notification_quiet to copytrade_app;
grant select, insert, update on notification_channel to copytrade_app;
grant insert, delete on notification_secret to copytrade_app;
-- What a delete and an update have to find: never the ciphertext.
grant select (id, channel_id, billing_account_id, purpose, ends_at), update (ends_at) on notification_secret to copytrade_app;
grant select, insert, update on notification_delivery to copytrade_app, copytrade_worker;
grant select, insert on notification_delivery_item to copytrade_app, copytrade_worker;
grant select on notification_attempt to copytrade_app;
grant select on notification_quiet, notification_channel to copytrade_worker;
grant select, update on notification_secret to copytrade_worker;
grant select, insert on notification_attempt to copytrade_worker;
grant select, insert, update on notification_progress to copytrade_worker;
grant usage, select on all sequences in schema public to copytrade_app, copytrade_worker;

-- News are found by time; only of what is rare, so that trading writes next to nothing more.
create index ix_rule_event_news on rule_event (billing_account_id, at) where kind in ('rule_triggered', 'action_pending_approval', 'action_executed', 'action_failed', 'rule_failed', 'rule_expired');
create index ix_trade_order_news on trade_order (billing_account_id, finished_at) where status = 'error';
create index ix_order_fill_news on order_fill (billing_account_id, updated_at) where settlement = 'failed';
create index ix_trading_halt_news on trading_halt (billing_account_id, set_at);
create index ix_trading_halt_released_news on trading_halt (billing_account_id, released_at) where released_at is not null;
create index ix_alert_news on alert (billing_account_id, received_at);
create index ix_alert_failed_news on alert (billing_account_id, decided_at) where status = 'failed';
