-- How pages look, for each person: colours, lines, clock. Belongs to a person, not to an account of theirs. Applied by copytrade_owner.

create table user_display (
  user_id    uuid not null references asp_net_users (id) on delete cascade,
  name       text not null,
  value      text not null,
  changed_at timestamptz not null,
  primary key (user_id, name),
  check ((name, value) in (('theme', 'dark'), ('theme', 'light'), ('density', 'compact'), ('density', 'comfortable'), ('times', 'utc'), ('times', 'local'), ('steps', 'shown'), ('steps', 'hidden')))
);
alter table user_display enable row level security;
alter table user_display force row level security;
create policy own_display on user_display
  using (user_id = any ((select app_actors())::uuid[]))
  with check (user_id = any ((select app_actors())::uuid[]));
grant select, insert, update on user_display to copytrade_app;
