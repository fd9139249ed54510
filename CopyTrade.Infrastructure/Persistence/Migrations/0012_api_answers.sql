-- What was answered to requests with an idempotency key.
create table api_answer (
  billing_account_id uuid not null references billing_account (id),
  key                text not null check (length(key) between 1 and 200),
  request            bytea not null,
  status             integer not null,
  content_type       text not null,
  body               text not null,
  location           text,
  created_at         timestamptz not null,
  primary key (billing_account_id, key)
);
call protect_tenant_table('api_answer');
grant select, insert, delete on api_answer to copytrade_app;
