-- A record of trades that is longer than what is read at once is read on where the reading stopped: what is older than resume_to
-- is still to be read, and the whole is known up to resume_top once it is. A first reading that was not finished has no read_to.
alter table wallet_trade_read alter column read_to drop not null;
alter table wallet_trade_read
  add column resume_to  timestamptz,
  add column resume_top timestamptz,
  add constraint wallet_trade_read_resume check ((resume_to is null) = (resume_top is null) and (read_to is not null or resume_to is not null));
