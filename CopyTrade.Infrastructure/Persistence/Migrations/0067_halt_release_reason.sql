-- Why trading was allowed again: asked for on release, and kept beside why it was stopped.
alter table trading_halt add column release_reason text check (length(release_reason) between 1 and 200);
