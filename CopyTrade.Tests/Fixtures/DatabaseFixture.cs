using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Npgsql;

namespace CopyTrade.Tests.Fixtures;

/// <summary>
/// A fresh, migrated database for one test class: <c>IClassFixture&lt;DatabaseFixture&gt;</c>. Classes run in parallel;
/// tests of one class share it, so each seeds its own tenants.
/// </summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    /// <summary>The four roles' pools, as the program uses them.</summary>
    public Databases Databases { get; private set; } = null!;

    public TenantScopes Scopes { get; private set; } = null!;

    /// <summary>The administrator's connection, for what the program itself may not do: seeding, looking past row security.</summary>
    public string ConnectionString { get; private set; } = "";

    private bool _isOwn;

    /// <summary>On a server that the caller looks after, through whatever stands between.</summary>
    internal static DatabaseFixture On(string connectionString)
    {
        var databases = Databases.Connect(connectionString);
        return new() { ConnectionString = connectionString, Databases = databases, Scopes = new(databases), _isOwn = true };
    }

    public async Task InitializeAsync()
    {
        ConnectionString = await (await TestCluster.Shared).CreateDatabaseAsync();
        Databases = Databases.Connect(ConnectionString);
        Scopes = new TenantScopes(Databases);
    }

    public async Task DisposeAsync()
    {
        await Databases.DisposeAsync();
        if (!_isOwn) await (await TestCluster.Shared).DropDatabaseAsync(ConnectionString);
    }

    /// <summary>A user with a billing account.</summary>
    public async Task<TenantRef> SeedTenantAsync(string? email = null)
    {
        var tenant = new TenantRef(new TenantId(Guid.NewGuid()), new UserId(Guid.NewGuid()));
        email ??= $"{tenant.Owner}@example.org";
        await ExecuteAsync("""
            insert into asp_net_users (id, user_name, normalized_user_name, email, normalized_email, email_confirmed, security_stamp,
                                       phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count)
            values (@Owner, @email, upper(@email), @email, upper(@email), true, @Owner::text, false, false, true, 0);
            insert into billing_account (id, owner_user_id, name, created_at) values (@Tenant, @Owner, @email, now());
            """, new { tenant.Tenant, tenant.Owner, email });
        return tenant;
    }

    /// <summary>Runs SQL as the administrator, past row security.</summary>
    public async Task<int> ExecuteAsync(string sql, object? parameters = null)
    {
        await using var connection = await OpenAdministratorAsync();
        return await connection.ExecuteAsync(sql, parameters);
    }

    /// <summary>Reads as the administrator, past row security.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        await using var connection = await OpenAdministratorAsync();
        return (await connection.QueryAsync<T>(sql, parameters)).AsList();
    }

    private async Task<NpgsqlConnection> OpenAdministratorAsync()
    {
        var connection = TestCluster.Administrator(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
