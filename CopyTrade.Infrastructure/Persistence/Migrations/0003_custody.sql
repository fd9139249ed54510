-- Tells whether the master key at hand is the one that this database's secrets were encrypted with: a keyed hash of a
-- constant, from which the key cannot be computed. One row, written by the first host that starts with a key.
create table custody_check (
  id         boolean primary key default true check (id),
  mac        bytea not null check (length(mac) = 32),
  created_at timestamptz not null
);
grant select, insert on custody_check to copytrade_app;
