-- Logins of hosts that do one thing of the whole (ADR 0013).

-- Whom to watch, and nothing else: public addresses, once each, without who follows them. The bootstrap hands it to
-- copytrade_enumerator.
create function followed_wallets() returns table (wallet text) language sql stable security definer set search_path = public
  as $$ select distinct t.wallet from copy_target t where t.disabled_at is null $$;
revoke execute on function followed_wallets() from public;
grant execute on function followed_wallets() to copytrade_watcher;

-- A host that may not migrate can still tell whether it fits the database.
create function applied_migrations() returns table (name text) language sql stable security definer set search_path = public
  as $$ select m.name from schema_migrations m $$;
revoke execute on function applied_migrations() from public;
grant execute on function applied_migrations() to copytrade_app, copytrade_worker, copytrade_watcher, copytrade_jobs;

-- Pages store the key of a new wallet; they never read one.
revoke select, update, delete on wallet_secret from copytrade_app;

-- The executor compares its master key with the database's, as pages do.
grant select, insert on custody_check to copytrade_worker;

-- The record of jobs, for hosts that only show and steer them.
grant usage on schema public to copytrade_jobs;
grant select, insert, update, delete on job_run, job_pause to copytrade_jobs;
grant usage, select on sequence job_run_id_seq to copytrade_jobs;
