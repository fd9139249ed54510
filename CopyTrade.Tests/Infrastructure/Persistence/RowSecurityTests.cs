using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using Dapper;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

/// <summary>
/// Generated from the catalogue: a new table with a billing_account_id is covered without a change here. Each table gets
/// one row of tenant A and one of tenant B; checks and foreign keys are dropped first, in this class's own database, so
/// that any values will do.
/// </summary>
public sealed class RowSecurityTests(RowSecurityTests.TwoTenants tenants) : IClassFixture<RowSecurityTests.TwoTenants>
{
    private const string Unprotected = """
        select c.relname from pg_class c
          join pg_attribute a on a.attrelid = c.oid and a.attname = 'billing_account_id' and not a.attisdropped
         where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
           and not (c.relrowsecurity and c.relforcerowsecurity
                    and exists (select from pg_policy p where p.polrelid = c.oid and p.polcmd = '*' and p.polqual is not null and p.polwithcheck is not null))
        """;

    public static TheoryData<DatabaseRole> ServingRoles => [DatabaseRole.App, DatabaseRole.Worker];

    [Fact]
    public async Task EveryTenantTable_HasForcedRowSecurityAndAPolicy()
    {
        Assert.Empty(await tenants.Database.QueryAsync<string>(Unprotected));
        Assert.True(tenants.Tables.Count >= 10, "the tenant tables were not found");
    }

    [Fact]
    public async Task Catalogue_WithATableThatForgotItsPolicy_NamesIt()
    {
        await using var connection = new NpgsqlConnection(tenants.Database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("create table forgotten (id uuid, billing_account_id uuid)");

        Assert.Equal(["forgotten"], await connection.QueryAsync<string>(Unprotected));
    }

    [Theory, MemberData(nameof(ServingRoles))]
    public async Task NoActor_ReadsNothingAndInsertsNothing(DatabaseRole role)
    {
        await ForEachTableAsync(role, actor: null, async (table, run) =>
        {
            Assert.Equal(0, await run.RowsAsync($"select * from {table}"));
            await run.RefusedAsync(tenants.InsertFor(table, tenants.A));
        });
    }

    [Theory, MemberData(nameof(ServingRoles))]
    public async Task ActorA_CannotReachRowsOfB(DatabaseRole role)
    {
        var b = tenants.B.Tenant;
        await ForEachTableAsync(role, tenants.A.Owner, async (table, run) =>
        {
            Assert.Equal(await run.MaySelectAsync(table) ? 1 : 0, await run.RowsAsync($"select * from {table}"));   // A's own row, and no other
            Assert.Equal(0, await run.RowsAsync($"select * from {table} where billing_account_id = '{b}'"));
            Assert.Equal(0, await run.RowsAsync($"update {table} set billing_account_id = billing_account_id where billing_account_id = '{b}'"));
            Assert.Equal(0, await run.RowsAsync($"delete from {table} where billing_account_id = '{b}'"));
            await run.RefusedAsync(tenants.InsertFor(table, tenants.B));
            await run.RefusedAsync($"update {table} set billing_account_id = '{b}'");
        });
    }

    [Theory, MemberData(nameof(ServingRoles))]
    public async Task ActorA_CannotSeeTheBillingAccountOfB(DatabaseRole role)
    {
        await using var run = await RawSession.OpenAsync(tenants.Database.Databases, role, tenants.A.Owner);

        Assert.Equal(1, await run.RowsAsync("select * from billing_account"));
        Assert.Equal(0, await run.RowsAsync($"select * from billing_account where id = '{tenants.B.Tenant}'"));
        await run.RefusedAsync($"insert into billing_account (id, owner_user_id, name, created_at) values (gen_random_uuid(), '{tenants.B.Owner}', 'x', now())");
    }

    [Fact]
    public async Task ActorsOfABatch_SeeExactlyTheirTenants()
    {
        await using var scope = await tenants.Database.Scopes.OpenManyAsync([tenants.A, tenants.B], CancellationToken.None);

        var seen = await scope.QueryAsync<TenantId>("select billing_account_id from copy_target");

        Assert.Equal(new[] { tenants.A.Tenant, tenants.B.Tenant }.ToHashSet(), seen.ToHashSet());
    }

    [Fact]
    public async Task PooledConnection_AfterAScope_HasNoActor()
    {
        var single = new NpgsqlConnectionStringBuilder(tenants.Database.Databases.ConnectionString(DatabaseRole.App)) { MaxPoolSize = 1 };
        await using var pool = NpgsqlDataSource.Create(single.ConnectionString);
        int first;
        await using (var connection = await pool.OpenConnectionAsync())
        {
            first = connection.ProcessID;
            await using var transaction = await connection.BeginTransactionAsync();
            await connection.ExecuteAsync("select set_config('app.actors', @actor, true)", new { actor = tenants.A.Owner.ToString() });
            Assert.NotEmpty(await connection.QueryAsync("select 1 from copy_target"));
            await transaction.CommitAsync();
        }

        await using var next = await pool.OpenConnectionAsync();
        Assert.Equal(first, next.ProcessID);
        Assert.Empty(await next.QueryAsync("select 1 from copy_target"));
    }

    private async Task ForEachTableAsync(DatabaseRole role, UserId? actor, Func<string, RawSession, Task> check)
    {
        var failures = new List<string>();
        foreach (var table in tenants.Tables)
        {
            await using var run = await RawSession.OpenAsync(tenants.Database.Databases, role, actor);
            try
            {
                await check(table, run);
            }
            catch (Exception e) when (e is Xunit.Sdk.XunitException or PostgresException)
            {
                failures.Add($"{table}: {e.Message}");
            }
        }

        Assert.Empty(failures);
    }

    /// <summary>The database with a row of each tenant in every table.</summary>
    public sealed class TwoTenants : IAsyncLifetime
    {
        private IReadOnlyList<TenantTableColumn> _columns = [];

        public DatabaseFixture Database { get; } = new();

        public TenantRef A { get; private set; } = null!;

        public TenantRef B { get; private set; } = null!;

        public IReadOnlyList<string> Tables { get; private set; } = [];

        public async Task InitializeAsync()
        {
            await Database.InitializeAsync();
            (A, B) = (await Database.SeedTenantAsync(), await Database.SeedTenantAsync());
            await Database.ExecuteAsync("""
                do $$ declare c record; begin
                  for c in select conrelid::regclass as target, conname from pg_constraint where contype in ('c', 'f') and connamespace = 'public'::regnamespace
                  loop execute format('alter table %s drop constraint %I', c.target, c.conname); end loop;
                end $$
                """);
            _columns = await TenantTableColumn.ReadAsync(Database);
            Tables = [.. _columns.Select(column => column.TableName).Distinct()];
            foreach (var table in Tables)
            {
                await Database.ExecuteAsync(InsertFor(table, A));
                await Database.ExecuteAsync(InsertFor(table, B));
            }
        }

        public Task DisposeAsync() => Database.DisposeAsync();

        /// <summary>A row of a tenant with new values in every column that needs one.</summary>
        public string InsertFor(string table, TenantRef tenant)
        {
            var needed = _columns.Where(column => column.TableName == table && column.IsNeeded).ToList();
            return $"insert into {table} ({string.Join(", ", needed.Select(column => column.Name))}) values ({string.Join(", ", needed.Select(column => column.ValueFor(tenant)))})";
        }
    }
}
