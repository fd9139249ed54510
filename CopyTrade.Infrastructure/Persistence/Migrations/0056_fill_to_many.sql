-- A fill that a thousand accounts follow is written in one statement for all of them, and each of its rows asked which kind of
-- account it belongs to: a question under row security, for which the list of all actors was read anew for each row. The
-- statement asks once now, before its rows, and the rows look there. What the caller says about itself counts as little as before.
create function note_paper_accounts() returns trigger language plpgsql as $$
begin
  perform set_config('app.paper', coalesce((select string_agg(id::text, ',') from billing_account where trading_mode = 'paper'), ''), true);
  return null;
end $$;

create or replace function stamp_trading_mode() returns trigger language plpgsql as $$
begin
  if position(new.billing_account_id::text in current_setting('app.paper')) > 0 then
    new.mode := 'paper';
  end if;
  return new;
end $$;
create trigger note_paper before insert on trade_order for each statement execute function note_paper_accounts();
create trigger note_paper before insert on copy_decision for each statement execute function note_paper_accounts();
