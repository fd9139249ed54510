-- The questions of events whose questions exclude each other, in the venue's word (global): those that can still end with yes.

create table event_read (
  event_group text primary key check (length(event_group) between 1 and 200),
  is_whole    boolean not null,                     -- false: questions may be missing, or one has ended with yes already
  read_at     timestamptz not null
);

create table event_question (
  event_group  text not null references event_read (event_group),
  condition_id text not null check (condition_id ~ '^0x[0-9a-f]{64}$'),
  yes_token    text not null check (yes_token ~ '^[1-9][0-9]{0,77}$'),
  no_token     text not null check (no_token ~ '^[1-9][0-9]{0,77}$'),
  primary key (event_group, condition_id)
);
create index ix_event_question_condition on event_question (condition_id);
create index ix_event_question_yes on event_question (yes_token);
create index ix_event_question_no on event_question (no_token);

grant select on event_read, event_question to copytrade_app;
grant select, insert, update on event_read to copytrade_worker;
grant select, insert, delete on event_question to copytrade_worker;
