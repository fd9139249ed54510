-- Alerts from programs outside: who may send them, what came, and the orders that were made of them.

alter table trade_order drop constraint trade_order_origin_check;
alter table trade_order add constraint trade_order_origin_check check (origin in ('mirror', 'manual', 'signal', 'rule', 'alert'));

create table alert_source (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  name               text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  created_at         timestamptz not null,
  disabled_at        timestamptz
);
create unique index ix_alert_source_name on alert_source (billing_account_id, name);
call protect_tenant_table('alert_source');

-- What is sent along is hashed; what signs has to be known again, so it is sealed under the master key.
create table alert_source_secret (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  source_id          uuid not null references alert_source (id),
  kind               text not null check (kind in ('bearer', 'hmac')),
  prefix             text not null,
  hash               bytea,
  wrapped_key        bytea,
  ciphertext         bytea,
  created_at         timestamptz not null,
  revoked_at         timestamptz,
  check ((kind = 'bearer') = (hash is not null)),
  check ((kind = 'hmac') = (wrapped_key is not null and ciphertext is not null))
);
create index ix_alert_source_secret_account on alert_source_secret (billing_account_id);
create index ix_alert_source_secret_source on alert_source_secret (source_id, kind) where revoked_at is null;
call protect_tenant_table('alert_source_secret');

-- A row is the memory that its key was seen: it is never deleted.
create table alert (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  source             text not null check (source ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
  source_id          uuid references alert_source (id),     -- null: sent with an API key
  alert_type         text not null check (length(alert_type) between 1 and 100),
  mode               text not null check (mode in ('execute_txn', 'wake_agent', 'ignore')),
  idempotency_key    text not null check (length(idempotency_key) between 1 and 200),
  webhook_id         text check (length(webhook_id) between 1 and 200),
  payload            jsonb not null,
  correlation_id     text not null,
  status             text not null check (status in ('received', 'queued', 'processed', 'failed', 'ignored')),
  received_at        timestamptz not null,
  decided_at         timestamptz,
  check ((decided_at is not null) = (status in ('processed', 'failed', 'ignored')))
);
create unique index ix_alert_key on alert (billing_account_id, source, idempotency_key);
create unique index ix_alert_webhook on alert (billing_account_id, source_id, webhook_id) where webhook_id is not null;
create index ix_alert_recent on alert (billing_account_id, id);
create index ix_alert_status on alert (billing_account_id, status, id) where status in ('received', 'queued', 'failed');
call protect_tenant_table('alert');

create function keep_alert() returns trigger language plpgsql as $$
begin
  if (new.id, new.billing_account_id, new.source, new.source_id, new.alert_type, new.mode, new.idempotency_key, new.webhook_id, new.payload, new.correlation_id, new.received_at)
     is distinct from (old.id, old.billing_account_id, old.source, old.source_id, old.alert_type, old.mode, old.idempotency_key, old.webhook_id, old.payload, old.correlation_id, old.received_at) then
    raise exception 'what came with alert % never changes', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_alert before update on alert for each row execute function keep_alert();

alter table harness_job add constraint harness_job_alert_fkey foreign key (alert_id) references alert (id);

-- One order that an alert led to, or why it led to none. Exits of rules are read where they are: rule_exit_order.
create table execution_attempt (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  alert_id           uuid not null references alert (id),
  job_id             uuid not null references harness_job (id),
  order_id           uuid references trade_order (id),
  status             text not null check (status in ('submitted', 'confirmed', 'failed')),
  request            jsonb not null,
  response           jsonb,
  error              text,
  started_at         timestamptz not null,
  ended_at           timestamptz,
  check ((ended_at is null) = (status = 'submitted')),
  check (order_id is not null or status = 'failed')
);
create unique index ix_execution_attempt_order on execution_attempt (order_id) where order_id is not null;
create index ix_execution_attempt_recent on execution_attempt (billing_account_id, id);
create index ix_execution_attempt_alert on execution_attempt (alert_id);
call protect_tenant_table('execution_attempt');

grant select, insert, update on alert_source, alert_source_secret to copytrade_app;
grant select, insert, update on alert to copytrade_app;
grant select, update on alert to copytrade_worker;
grant select on alert_source to copytrade_worker;
grant select, update on alert_source_secret to copytrade_worker;     -- a rotation of the master key wraps them anew
grant select on execution_attempt to copytrade_app;
grant select, insert, update on execution_attempt to copytrade_worker;
