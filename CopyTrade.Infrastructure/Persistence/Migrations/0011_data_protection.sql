-- Keys of cookies and form tokens, shared by every host and sealed under the master key.
create table data_protection_key (
  id         text primary key,
  xml        text not null,
  created_at timestamptz not null
);
grant select, insert on data_protection_key to copytrade_app;
