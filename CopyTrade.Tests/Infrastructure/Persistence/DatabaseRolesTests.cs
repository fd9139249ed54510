using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using Dapper;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

public sealed class DatabaseRolesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task SignInRoles_AreNeitherSuperuserNorPastRowSecurity()
    {
        var names = Enum.GetValues<DatabaseRole>().Select(role => "copytrade_" + role.ToText()).ToArray();

        var harmless = await database.QueryAsync<string>(
            "select rolname::text from pg_roles where rolname = any(@names) and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)", new { names });

        Assert.Equal(names.ToHashSet(), harmless.ToHashSet());
    }

    [Theory, InlineData(DatabaseRole.App), InlineData(DatabaseRole.Worker), InlineData(DatabaseRole.Watcher)]
    public async Task ServingRole_OwnsNothingAndCannotBecomeMore(DatabaseRole role)
    {
        await using var run = await RawSession.OpenAsync(database.Databases, role, actor: null);

        Assert.Equal(0, await run.RowsAsync("select 1 from pg_class where pg_has_role(current_user, relowner, 'member')"));
        await run.RefusedAsync("set role copytrade_owner");
        await run.RefusedAsync("set role copytrade_enumerator");
        await run.RefusedAsync("alter table copy_target disable row level security");
        await run.RefusedAsync("create table mine (id int)");
        await run.RefusedAsync("set session_replication_role = replica");
    }

    [Fact]
    public async Task Watcher_ReadsNoTenantTableAndNoIdentityTable()
    {
        var readable = await database.QueryAsync<string>("""
            select relname::text from pg_class c
             where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace and has_table_privilege('copytrade_watcher', c.oid, 'select')
             order by 1
            """);

        Assert.Equal(
            ["coverage_check", "fill_sighting", "leader_book", "leader_candidate", "leader_closing", "leader_echo", "leader_market", "leader_opening", "leader_profile", "leader_trade", "observed_fill", "signal_emission", "signal_generator", "wallet_holding", "wallet_holding_move", "wallet_snapshot", "wallet_statistic", "watch_cursor", "watch_gap"],
            readable);
    }

    [Fact]
    public async Task App_StoresSecretsAndReadsNone()
    {
        await using var app = await RawSession.OpenAsync(database.Databases, DatabaseRole.App, actor: null);

        await app.RefusedAsync("select ciphertext from wallet_secret");
        await app.RefusedAsync("update wallet_secret set ciphertext = ''");
        await app.RefusedAsync("delete from wallet_secret");
        Assert.True(await database.QueryAsync<bool>("select has_table_privilege('copytrade_app', 'wallet_secret', 'insert')") is [true]);
    }

    [Fact]
    public async Task Jobs_ReadsNoTenantTableAndNoIdentityTable()
    {
        var readable = await database.QueryAsync<string>("""
            select relname::text from pg_class c
             where relkind in ('r', 'p', 'v', 'm') and relnamespace = 'public'::regnamespace and has_table_privilege('copytrade_jobs', c.oid, 'select')
             order by 1
            """);

        Assert.Equal(["job_pause", "job_run"], readable);
    }

    [Fact]
    public async Task FollowedWallets_TellTheWatcherWhomAndNotByWhom()
    {
        var (one, two) = (await database.SeedTenantAsync(), await database.SeedTenantAsync());
        var wallet = "0x" + new string('b', 40);
        foreach (var tenant in (TenantRef[])[one, two])
        {
            await database.ExecuteAsync("""
                insert into copy_target (id, billing_account_id, created_by_user_id, wallet, target_key, policy, created_at)
                values (gen_random_uuid(), @Tenant, @Owner, @wallet, gen_random_uuid(), '{}', now())
                """, new { tenant.Tenant, tenant.Owner, wallet });
        }

        await using var watcher = await RawSession.OpenAsync(database.Databases, DatabaseRole.Watcher, actor: null);
        await using var app = await RawSession.OpenAsync(database.Databases, DatabaseRole.App, actor: null);
        await using var worker = await RawSession.OpenAsync(database.Databases, DatabaseRole.Worker, actor: null);

        Assert.Equal(1, await watcher.RowsAsync($"select * from followed_wallets() where wallet = '{wallet}'"));
        await app.RefusedAsync("select followed_wallets()");
        await worker.RefusedAsync("select followed_wallets()");
    }

    [Fact]
    public async Task Worker_ReadsNoIdentityTable()
    {
        var readable = await database.QueryAsync<string>(
            "select relname::text from pg_class c where relkind = 'r' and relname like 'asp_net_%' and has_table_privilege('copytrade_worker', c.oid, 'select')");

        Assert.Empty(readable);
    }

    [Fact]
    public async Task Enumerator_OwnsTheFunctionsThatReadAcrossTenants()
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");

        var past = await connection.QueryAsync<string>("""
            select p.proname::text from pg_proc p join pg_roles r on r.oid = p.proowner
             where p.prosecdef and (r.rolbypassrls or r.rolsuper) and p.pronamespace = 'public'::regnamespace
            """);
        var owned = await connection.QueryAsync<string>("select relname::text from pg_class where relowner = 'copytrade_enumerator'::regrole");

        Assert.Equal(["enumerate_tenants", "followed_wallets"], past.Order());
        Assert.Empty(owned);
    }

    [Fact]
    public async Task EnumerateTenants_IsForTheWorkerOnly()
    {
        var tenant = await database.SeedTenantAsync();
        await database.ExecuteAsync("""
            insert into copy_target (id, billing_account_id, created_by_user_id, wallet, target_key, policy, created_at)
            values (gen_random_uuid(), @Tenant, @Owner, '0x' || repeat('a', 40), gen_random_uuid(), '{}', now())
            """, new { tenant.Tenant, tenant.Owner });

        await using var worker = await RawSession.OpenAsync(database.Databases, DatabaseRole.Worker, actor: null);
        await using var app = await RawSession.OpenAsync(database.Databases, DatabaseRole.App, actor: null);
        await using var watcher = await RawSession.OpenAsync(database.Databases, DatabaseRole.Watcher, actor: null);

        Assert.Equal(1, await worker.RowsAsync($"select * from enumerate_tenants() where billing_account_id = '{tenant.Tenant}'"));
        await app.RefusedAsync("select enumerate_tenants()");
        await watcher.RefusedAsync("select enumerate_tenants()");
    }

    [Fact]
    public async Task AppendOnlyTables_RefuseChangesEvenByTheAdministrator()
    {
        var tenant = await database.SeedTenantAsync();
        var tables = await database.QueryAsync<string>("select distinct tgrelid::regclass::text from pg_trigger where tgfoid = 'refuse_change'::regproc order by 1");
        Assert.Superset(new HashSet<string> { "copy_decision", "order_event", "lot_close" }, tables.ToHashSet());
        var columns = await TenantTableColumn.ReadAsync(database);

        foreach (var table in tables)
        {
            var needed = columns.Where(column => column.TableName == table && column.IsNeeded).ToList();
            await using var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
            await connection.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync($"""
                do $$ declare c record; begin
                  for c in select conname from pg_constraint where conrelid = '{table}'::regclass and contype in ('c', 'f')
                  loop execute format('alter table {table} drop constraint %I', c.conname); end loop;
                  -- What waits for the commit would stand in the way of the statements that are to be refused.
                  for c in select tgname from pg_trigger where tgrelid = '{table}'::regclass and tgdeferrable and not tgisinternal
                  loop execute format('drop trigger %I on {table}', c.tgname); end loop;
                end $$;
                insert into {table} ({string.Join(", ", needed.Select(column => column.Name))}) values ({string.Join(", ", needed.Select(column => column.ValueFor(tenant)))});
                """);
            await transaction.SaveAsync("filled");

            foreach (var change in (string[])[$"update {table} set billing_account_id = billing_account_id", $"delete from {table}", $"truncate {table} cascade"])
            {
                var refusal = await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(change));
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
                await transaction.RollbackAsync("filled");
            }
        }
    }
}
