-- The bell leaves out what is told of each copied trade; among thousands of those it must find the rest.
create index ix_notification_matters on notification (billing_account_id, created_at desc, id desc) where kind <> 'copy_placed';
