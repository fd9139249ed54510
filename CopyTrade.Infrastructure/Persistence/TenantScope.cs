using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Operations;
using Dapper;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// One transaction in which exactly the rows of <see cref="Tenants"/> exist. Disposed without <see cref="CommitAsync"/>
/// it leaves nothing behind. Not for use by several threads.
/// </summary>
public sealed class TenantScope : IAsyncDisposable
{
    /// <summary>Sets who a transaction is for; gives no rows, so that it may stand before any other statement.</summary>
    internal const string OpeningSql = "call open_tenant_scope(@scope_actors, @scope_tenants, @scope_fence);\n";

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;
    private readonly ChangeAnnouncer _announcer;
    private readonly HashSet<Change> _news = [];
    private readonly CancellationToken _ct;
    private DynamicParameters? _opening;

    /// <param name="connection">Ends with the scope.</param>
    /// <param name="transaction">Ends with the scope.</param>
    /// <param name="tenants">Whose rows there are.</param>
    /// <param name="opening">The parameters of <see cref="OpeningSql"/>, to be sent with the first statement of the scope's own; null when they are set.</param>
    /// <param name="announcer">Takes the scope's announcements when it commits.</param>
    /// <param name="ct">Stops the scope's statements.</param>
    internal TenantScope(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<TenantRef> tenants, DynamicParameters? opening, ChangeAnnouncer announcer, CancellationToken ct) =>
        (_connection, _transaction, Tenants, _opening, _announcer, _ct) = (connection, transaction, tenants, opening, announcer, ct);

    /// <exception cref="InvalidOperationException">Nothing was asked of the scope yet, so its tenants are not set.</exception>
    public NpgsqlConnection Connection => _opening is null ? _connection : throw new InvalidOperationException("The first statement of this scope must go through the scope itself.");

    public NpgsqlTransaction Transaction => _transaction;

    public IReadOnlyCollection<TenantRef> Tenants { get; }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await _connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    public Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) => _connection.QuerySingleAsync<T>(Command(sql, parameters));

    public Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters = null) => _connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    public Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? parameters = null) => _connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>Several questions in one round trip, to be read in their order.</summary>
    public Task<SqlMapper.GridReader> QueryMultipleAsync(string sql, object? parameters = null) => _connection.QueryMultipleAsync(Command(sql, parameters));

    /// <summary>Returns the number of rows written.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => _connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Every host is told what to read again, after the commit; equal words of one scope go out once.</summary>
    public void Announce(ChangeKind kind, TenantId? tenant = null) => _news.Add(new Change(kind, tenant));

    public async Task CommitAsync()
    {
        try
        {
            await _transaction.CommitAsync(_ct);
        }
        finally
        {
            // Also when the answer was lost: it may have been committed, and looking in vain harms nobody.
            _announcer.Announce(_news);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    private CommandDefinition Command(string sql, object? parameters)
    {
        if (_opening is not { } opening) return new(sql, parameters, _transaction, cancellationToken: _ct);
        if (parameters is not null) opening.AddDynamicParams(parameters);
        _opening = null;
        return new(OpeningSql + sql, opening, _transaction, cancellationToken: _ct);
    }
}
