-- Durable jobs: what is to be done, who holds it, every attempt.

create table harness_job (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  kind               text not null check (kind ~ '^[a-z_]{1,40}$'),
  key                text not null check (length(key) between 1 and 200),
  lane               text collate "C" not null check (length(lane) between 1 and 200),   -- jobs of a lane run one after the other
  payload            jsonb not null,
  correlation_id     text not null check (length(correlation_id) between 1 and 200),
  alert_id           uuid,
  status             text not null check (status in ('pending', 'running', 'succeeded', 'failed', 'parked')),
  attempts           integer not null default 0,      -- begun ones; a look at something under way takes its own back
  attempts_before    integer not null default 0,      -- what had been begun when somebody asked for it to be tried again
  fence              bigint not null default 0,       -- grows with every taking: what an older holder writes is refused
  holder             text,
  lease_until        timestamptz,
  next_at            timestamptz not null,
  error              text,
  note               text,
  created_at         timestamptz not null,
  ended_at           timestamptz,
  check ((status = 'running') = (holder is not null and lease_until is not null)),
  check ((status in ('succeeded', 'failed', 'parked')) = (ended_at is not null))
);
create unique index ix_harness_job_key on harness_job (billing_account_id, kind, key);
-- Taking looks at the lanes of a tenant one after the other and at the head of each: a backlog behind the heads costs nothing.
create index ix_harness_job_pending on harness_job (billing_account_id, kind, lane, next_at, id) where status = 'pending';
create unique index ix_harness_job_running on harness_job (billing_account_id, kind, lane) where status = 'running';
create index ix_harness_job_recent on harness_job (billing_account_id, id);
create index ix_harness_job_trouble on harness_job (billing_account_id, id) where status in ('failed', 'parked');
create index ix_harness_job_alert on harness_job (alert_id) where alert_id is not null;
call protect_tenant_table('harness_job');

-- What a job is never changes.
create function keep_job_terms() returns trigger language plpgsql as $$
begin
  if (new.id, new.billing_account_id, new.kind, new.key, new.lane, new.payload, new.correlation_id, new.alert_id, new.created_at)
     is distinct from (old.id, old.billing_account_id, old.kind, old.key, old.lane, old.payload, old.correlation_id, old.alert_id, old.created_at)
     or new.fence < old.fence then
    raise exception 'the terms of job % never change', old.id using errcode = '42501';
  end if;
  return new;
end $$;
create trigger keep_job_terms before update on harness_job for each row execute function keep_job_terms();

create table harness_attempt (
  job_id             uuid not null references harness_job (id),
  billing_account_id uuid not null references billing_account (id),
  number             integer not null check (number > 0),
  fence              bigint not null,
  holder             text not null,
  looks              integer not null default 1,      -- how often something under way was looked at
  started_at         timestamptz not null,
  ended_at           timestamptz,
  outcome            text check (outcome in ('done', 'again', 'underway', 'hopeless', 'released', 'expired')),
  error              text,
  primary key (job_id, number)
);
create index ix_harness_attempt_account on harness_attempt (billing_account_id);
call protect_tenant_table('harness_attempt');

grant select, insert, update on harness_job to copytrade_app, copytrade_worker;
grant select on harness_attempt to copytrade_app;
grant select, insert, update on harness_attempt to copytrade_worker;


-- Whoever only sends alerts, without a wallet or a target, has business while a job waits.
grant select on harness_job to copytrade_enumerator;
create or replace function enumerate_tenants() returns table (billing_account_id uuid, owner_user_id uuid, copy_target_id uuid, wallet text)
  language sql stable security definer set search_path = public as $$
    select b.id, b.owner_user_id, t.id, t.wallet
      from billing_account b
      left join copy_target t on t.billing_account_id = b.id and t.disabled_at is null
     where t.id is not null
        or exists (select 1 from wallet_connection w where w.billing_account_id = b.id and w.revoked_at is null)
        or exists (select 1 from trade_order o where o.billing_account_id = b.id and o.status in ('pending', 'open', 'partial'))
        or exists (select 1 from order_fill f where f.billing_account_id = b.id and f.settlement in ('matched', 'retrying', 'mined'))
        or exists (select 1 from chain_transaction c where c.billing_account_id = b.id and c.status in ('pending', 'submitted', 'mined'))
        or exists (select 1 from wallet_transfer m where m.billing_account_id = b.id and m.state in ('requested', 'signed', 'sent'))
        or exists (select 1 from harness_job j where j.billing_account_id = b.id and j.status = 'pending')
        or exists (select 1 from harness_job j where j.billing_account_id = b.id and j.status = 'running')
  $$;
