using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Operations;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// Applies the SQL files embedded under migrations/ in name order, each in its own transaction, under an advisory
/// lock, so any number of copies of the application may start at once. An applied file that has changed is refused.
/// </summary>
public static class SqlMigrator
{
    private const long LockKey = 0x434F_5059_5452_4144;   // "COPYTRAD"

    /// <summary>Returns the names of the files applied now.</summary>
    public static async Task<IReadOnlyList<string>> ApplyAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        await using var connection = await owner.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, "select pg_advisory_lock($1)", ct, LockKey);
        try
        {
            await ExecuteAsync(connection, """
                create table if not exists schema_migrations (
                    name text primary key,
                    checksum text not null,
                    applied_at timestamptz not null default now())
                """, ct);
            return await ApplyMissingAsync(connection, await ReadAppliedAsync(connection, ct), ct);
        }
        finally
        {
            await ExecuteAsync(connection, "select pg_advisory_unlock($1)", CancellationToken.None, LockKey);
        }
    }

    /// <summary>For a host that may not migrate.</summary>
    /// <exception cref="StartupException">The database is of another version.</exception>
    public static async Task RequireAppliedAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select name from applied_migrations()");
        var done = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) done.Add(reader.GetString(0));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedFunction)
        {
            throw new StartupException("The database was not prepared for this version of CopyTrade: run 'copytrade migrate' with ConnectionStrings__CopyTrade first.", e);
        }

        if (Load().Select(file => file.Name).FirstOrDefault(name => !done.Contains(name)) is { } missing)
            throw new StartupException($"The database lacks {missing}: run 'copytrade migrate' with ConnectionStrings__CopyTrade first.");
    }

    private static async Task<IReadOnlyList<string>> ApplyMissingAsync(NpgsqlConnection connection, Dictionary<string, string> done, CancellationToken ct)
    {
        var files = Load();
        if (done.Keys.FirstOrDefault(name => files.All(file => file.Name != name)) is { } unknown)
            throw new StartupException($"The database was migrated by a newer version of CopyTrade (it has {unknown}): start that version.");

        var applied = new List<string>();
        foreach (var (name, sql) in files)
        {
            var checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql.ReplaceLineEndings("\n"))));
            if (done.TryGetValue(name, out var recorded))
            {
                if (recorded != checksum) throw new StartupException($"Migration {name} was changed after it was applied to this database: use the version of CopyTrade that the database belongs to.");
                continue;
            }

            await using var transaction = await connection.BeginTransactionAsync(ct);
            await ExecuteAsync(connection, sql, ct);
            await ExecuteAsync(connection, "insert into schema_migrations (name, checksum) values ($1, $2)", ct, name, checksum);
            await transaction.CommitAsync(ct);
            applied.Add(name);
        }

        return applied;
    }

    private static async Task<Dictionary<string, string>> ReadAppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var done = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("select name, checksum from schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) done.Add(reader.GetString(0), reader.GetString(1));
        return done;
    }

    private static List<(string Name, string Sql)> Load()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.StartsWith("migrations/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return (name["migrations/".Length..], reader.ReadToEnd());
                }),
        ];
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] arguments)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var argument in arguments) command.Parameters.Add(new NpgsqlParameter { Value = argument });
        await command.ExecuteNonQueryAsync(ct);
    }
}
