using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Persistence;
using Dapper;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

/// <summary>Plain SQL as a role of the program, in a transaction that is never committed; each statement leaves the next one a clean slate.</summary>
internal sealed class RawSession : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private RawSession(NpgsqlConnection connection, NpgsqlTransaction transaction) => (_connection, _transaction) = (connection, transaction);

    public static async Task<RawSession> OpenAsync(Databases databases, DatabaseRole role, UserId? actor)
    {
        var connection = await databases.For(role).OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        if (actor is { } user) await connection.ExecuteAsync("select set_config('app.actors', @actor, true)", new { actor = user.ToString() });
        await transaction.SaveAsync("clean");
        return new RawSession(connection, transaction);
    }

    /// <summary>Rows read or written; none when the role has no right to the table at all.</summary>
    public async Task<int> RowsAsync(string sql)
    {
        try
        {
            return sql.StartsWith("select", StringComparison.Ordinal)
                ? (await _connection.QueryAsync(sql)).Count()
                : await _connection.ExecuteAsync(sql);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return 0;
        }
        finally
        {
            await _transaction.RollbackAsync("clean");
        }
    }

    public async Task RefusedAsync(string sql)
    {
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => _connection.ExecuteAsync(sql));
        await _transaction.RollbackAsync("clean");
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    public Task<bool> MaySelectAsync(string table) => _connection.ExecuteScalarAsync<bool>("select has_table_privilege(@table, 'select')", new { table });

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
