-- A scope opened together with its first question: one round trip less for each. A procedure, because a call gives no rows.
-- It sets what its caller may set anyway, for the caller's transaction only.
create procedure open_tenant_scope(actors text, tenants text, fence text) language plpgsql as $$
begin
  perform set_config('app.actors', actors, true), set_config('app.tenants', tenants, true), set_config('app.fence', fence, true);
end $$;
revoke execute on procedure open_tenant_scope(text, text, text) from public;
grant execute on procedure open_tenant_scope(text, text, text) to copytrade_worker;
