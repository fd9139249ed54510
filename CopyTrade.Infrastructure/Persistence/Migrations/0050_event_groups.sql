-- To which event a market belongs whose questions exclude each other, in the venue's word (global).
alter table market_category
  add column event_group text check (length(event_group) between 1 and 200),   -- null: none, or not read yet
  add column yes_token   text,
  add column grouped_at  timestamptz,                                          -- null: not asked yet
  add check (event_group is null or yes_token is not null);
