-- What a tenant notes about wallets, and what its rules would have made of their past.

create table leader_star (
  billing_account_id uuid not null references billing_account (id),
  wallet             text not null check (wallet ~ '^0x[0-9a-f]{40}$'),
  starred_at         timestamptz not null,
  primary key (billing_account_id, wallet)
);
call protect_tenant_table('leader_star');

create table leader_trial (
  id                 uuid primary key,
  billing_account_id uuid not null references billing_account (id),
  wallet             text not null check (wallet ~ '^0x[0-9a-f]{40}$'),
  terms              jsonb not null,
  state              text not null check (state in ('requested', 'done', 'failed')),
  requested_at       timestamptz not null,
  finished_at        timestamptz,
  problem            text,
  result             jsonb,
  check ((state = 'requested') = (finished_at is null)),
  check ((state = 'done') = (result is not null)),
  check ((state = 'failed') = (problem is not null))
);
create index ix_leader_trial_account on leader_trial (billing_account_id, wallet, requested_at desc);
call protect_tenant_table('leader_trial');

grant select, insert, delete on leader_star to copytrade_app;
grant select, insert on leader_trial to copytrade_app;
grant select, update on leader_trial to copytrade_worker;
