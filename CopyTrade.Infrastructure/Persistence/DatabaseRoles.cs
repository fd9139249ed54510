using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Operations;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// Creates the roles of the program and the passwords by which it signs in as them. The passwords are derived from the
/// bootstrap connection's own, so that every host with the same connection string knows them and nothing is stored.
/// </summary>
internal static class DatabaseRoles
{
    /// <summary>Owns the one function that may read across tenants; nobody signs in as it.</summary>
    private const string Enumerator = "copytrade_enumerator";

    public static string NameOf(DatabaseRole role) => role switch
    {
        DatabaseRole.Owner => "copytrade_owner",
        DatabaseRole.App => "copytrade_app",
        DatabaseRole.Worker => "copytrade_worker",
        DatabaseRole.Watcher => "copytrade_watcher",
        DatabaseRole.Jobs => "copytrade_jobs",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>The connection string of a role, on the server and database of the bootstrap connection.</summary>
    public static NpgsqlConnectionStringBuilder ConnectionFor(string bootstrap, DatabaseRole role)
    {
        var builder = new NpgsqlConnectionStringBuilder(bootstrap);
        var key = Encoding.UTF8.GetBytes(builder.Password ?? "");
        builder.Username = NameOf(role);
        builder.Password = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes("copytrade role:" + builder.Username)));
        return builder;
    }

    public static async Task EnsureAsync(string bootstrap, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await EnsureOnceAsync(bootstrap, ct);
                return;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                throw new StartupException("The database user of ConnectionStrings__CopyTrade may not create roles: have an administrator create them as docs/runbooks/roles.md says.", e);
            }
            catch (PostgresException e) when (attempt < 5 && e.SqlState is PostgresErrorCodes.InternalError or PostgresErrorCodes.DuplicateObject or PostgresErrorCodes.UniqueViolation)
            {
                // Roles belong to the whole server: another host, on another database of it, changed the same row just now.
            }
        }
    }

    /// <summary>The functions that read across tenants run as the one role that may; migrations create them as the schema's owner.</summary>
    public static async Task HandOverFunctionsAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        await using var command = owner.CreateCommand("""
            do $$ declare f record; begin
              for f in select oid::regprocedure as signature from pg_proc
                        where pronamespace = 'public'::regnamespace and proname in ('enumerate_tenants', 'followed_wallets') and proowner <> 'copytrade_enumerator'::regrole
              loop execute format('alter function %s owner to copytrade_enumerator', f.signature); end loop;
            end $$
            """);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task EnsureOnceAsync(string bootstrap, CancellationToken ct)
    {
        // Not pooled: the most powerful connection does not stay open.
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(bootstrap) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(ct);
        foreach (var role in Enum.GetValues<DatabaseRole>())
        {
            var password = $"password '{Verifier(ConnectionFor(bootstrap, role).Password!)}'";
            if (!await IsAsWantedAsync(connection, NameOf(role), login: true, ct))
                await CreateOrAlterAsync(connection, NameOf(role), "login nosuperuser nobypassrls nocreatedb nocreaterole noreplication " + password, ct);
            else if (!await SignsInAsync(bootstrap, role, ct))
                await CreateOrAlterAsync(connection, NameOf(role), password, ct);   // the bootstrap user's password was changed
        }

        if (!await IsAsWantedAsync(connection, Enumerator, login: false, ct))
            await CreateOrAlterAsync(connection, Enumerator, "nologin nosuperuser bypassrls nocreatedb nocreaterole noreplication", ct);

        if (!await IsSchemaReadyAsync(connection, ct)) await PrepareSchemaAsync(connection, ct);
    }

    private static async Task<bool> IsAsWantedAsync(NpgsqlConnection connection, string name, bool login, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select exists (select from pg_roles where rolname = $1 and rolcanlogin = $2 and rolbypassrls = not $2 and not rolsuper and not rolcreaterole and not rolcreatedb)", connection)
        {
            Parameters = { new() { Value = name }, new() { Value = login } },
        };
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<bool> SignsInAsync(string bootstrap, DatabaseRole role, CancellationToken ct)
    {
        var builder = ConnectionFor(bootstrap, role);
        builder.Pooling = false;
        try
        {
            await using var connection = new NpgsqlConnection(builder.ConnectionString);
            await connection.OpenAsync(ct);
            return true;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return false;
        }
    }

    private static async Task CreateOrAlterAsync(NpgsqlConnection connection, string name, string attributes, CancellationToken ct)
    {
        await using var exists = new NpgsqlCommand("select exists (select from pg_roles where rolname = $1)", connection) { Parameters = { new() { Value = name } } };
        var verb = (bool)(await exists.ExecuteScalarAsync(ct))! ? "alter" : "create";
        await ExecuteAsync(connection, $"{verb} role {name} {attributes}", ct);
    }

    /// <summary>Memberships last: a server whose roles an administrator made by hand needs no right to make any.</summary>
    private static Task PrepareSchemaAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection, """
        grant copytrade_owner to current_user;
        grant copytrade_enumerator to copytrade_owner;
        alter schema public owner to copytrade_owner;
        revoke all on schema public from public;
        grant usage on schema public to copytrade_app, copytrade_worker, copytrade_watcher, copytrade_jobs;
        grant usage, create on schema public to copytrade_enumerator;
        grant copytrade_worker, copytrade_jobs to current_user;
        create schema if not exists quartz authorization copytrade_jobs;
        alter schema quartz owner to copytrade_jobs;
        reassign owned by copytrade_worker to copytrade_jobs;
        """, ct);

    private static async Task<bool> IsSchemaReadyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("""
            select n.nspowner = 'copytrade_owner'::regrole
               and pg_has_role('copytrade_owner', 'copytrade_enumerator', 'member')
               and has_schema_privilege('copytrade_watcher', 'public', 'usage')
               and has_schema_privilege('copytrade_enumerator', 'public', 'create')
               and exists (select from pg_namespace where nspname = 'quartz' and nspowner = 'copytrade_jobs'::regrole)
              from pg_namespace n where n.nspname = 'public'
            """, connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    /// <summary>What PostgreSQL stores of a password (RFC 5803). Sent instead of it, so that a statement log shows none.</summary>
    private static string Verifier(string password)
    {
        const int iterations = 4096;
        var salt = RandomNumberGenerator.GetBytes(16);
        var salted = Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return string.Create(CultureInfo.InvariantCulture, $"SCRAM-SHA-256${iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}");
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }
}
