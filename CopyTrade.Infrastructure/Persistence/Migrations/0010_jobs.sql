-- What the recurring jobs did. The scheduler's own tables live in schema quartz; these are ours and outlast a change of scheduler.

create table job_run (
  id           bigint generated always as identity primary key,
  job          text not null check (length(job) between 1 and 64),
  scheduled_at timestamptz not null,
  started_at   timestamptz not null,
  finished_at  timestamptz,
  outcome      text not null check (outcome in ('running', 'succeeded', 'failed', 'abandoned')),
  attempt      integer not null check (attempt > 0),
  seen         integer not null default 0,
  changed      integer not null default 0,
  error        text,
  host         text not null,
  triggered_by text,
  check ((outcome = 'running') = (finished_at is null))
);
create index ix_job_run_job on job_run (job, id desc);
create index ix_job_run_finished on job_run (finished_at);

create table job_pause (
  job       text primary key,
  paused_by text not null,
  paused_at timestamptz not null
);

-- Operators read and steer jobs through the worker role: nothing here belongs to a tenant.
grant select, insert, update, delete on job_run, job_pause to copytrade_worker;
grant usage, select on all sequences in schema public to copytrade_worker;
