-- What is finished may be forgotten after a while. Whatever the settings say, the database refuses to forget what is under way, and anything of the last 30 days.

create function refuse_forgetting() returns trigger language plpgsql as $$
begin
  raise exception '% is forgotten only when it is finished and 30 days old', tg_table_name using errcode = '42501';
end $$;

create function is_delivery_over(delivery uuid) returns boolean language sql stable as $$
  select exists (select from notification_delivery d where d.id = delivery and d.state in ('sent', 'failed', 'dropped') and d.changed_at < now() - interval '30 days')
$$;
create function is_job_over(job uuid) returns boolean language sql stable as $$
  select exists (select from harness_job j where j.id = job and j.status in ('succeeded', 'failed') and j.ended_at < now() - interval '30 days')
$$;
grant execute on function is_delivery_over(uuid), is_job_over(uuid) to copytrade_worker;

create trigger keep_young before delete on harness_job for each row
  when (old.status not in ('succeeded', 'failed') or old.ended_at >= now() - interval '30 days') execute function refuse_forgetting();
create trigger keep_young before delete on harness_attempt for each row when (not is_job_over(old.job_id)) execute function refuse_forgetting();

-- Nothing of these ever changes; what is old may go.
drop trigger append_only on notification;
create trigger append_only before update on notification for each row execute function refuse_change();
create trigger keep_young before delete on notification for each row when (old.created_at >= now() - interval '30 days') execute function refuse_forgetting();
drop trigger append_only on notification_delivery_item;
create trigger append_only before update on notification_delivery_item for each row execute function refuse_change();
create trigger keep_young before delete on notification_delivery_item for each row when (not is_delivery_over(old.delivery_id)) execute function refuse_forgetting();
drop trigger append_only on notification_attempt;
create trigger append_only before update on notification_attempt for each row execute function refuse_change();
create trigger keep_young before delete on notification_attempt for each row when (not is_delivery_over(old.delivery_id)) execute function refuse_forgetting();
create trigger keep_young before delete on notification_delivery for each row
  when (old.state not in ('sent', 'failed', 'dropped') or old.changed_at >= now() - interval '30 days') execute function refuse_forgetting();
create trigger keep_young before delete on rule_evaluation for each row when (old.last_at >= now() - interval '30 days') execute function refuse_forgetting();

grant delete on harness_job, harness_attempt, notification, notification_delivery, notification_delivery_item, notification_attempt, rule_evaluation to copytrade_worker;

-- What is old is found, and what points at it, without reading everything.
create index ix_harness_job_over on harness_job (billing_account_id, ended_at) where status in ('succeeded', 'failed');
create index ix_execution_attempt_job on execution_attempt (job_id);
create index ix_notification_delivery_item_notification on notification_delivery_item (notification_id);
create index ix_rule_evaluation_old on rule_evaluation (billing_account_id, last_at);

-- Rules that wait for a word, by since when.
create index ix_trade_rule_waiting on trade_rule (billing_account_id, changed_at) where status = 'pending_approval';
