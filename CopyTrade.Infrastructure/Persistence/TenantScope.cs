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
    private readonly CancellationToken _ct;

    internal TenantScope(NpgsqlConnection connection, NpgsqlTransaction transaction, IReadOnlyCollection<TenantRef> tenants, CancellationToken ct) =>
        (Connection, Transaction, Tenants, _ct) = (connection, transaction, tenants, ct);

    public NpgsqlConnection Connection { get; }

    public NpgsqlTransaction Transaction { get; }

    public IReadOnlyCollection<TenantRef> Tenants { get; }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null) =>
        (await Connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    public Task<T> QuerySingleAsync<T>(string sql, object? parameters = null) => Connection.QuerySingleAsync<T>(Command(sql, parameters));

    public Task<T?> QuerySingleOrDefaultAsync<T>(string sql, object? parameters = null) => Connection.QuerySingleOrDefaultAsync<T>(Command(sql, parameters));

    public Task<T?> QueryFirstOrDefaultAsync<T>(string sql, object? parameters = null) => Connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    /// <summary>Returns the number of rows written.</summary>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => Connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Tells every host what to read again. Delivered at commit; equal words of one transaction arrive once.</summary>
    public Task NotifyAsync(ChangeKind kind, TenantId? tenant = null) =>
        ExecuteAsync("select pg_notify(@Channel, @Payload)", new { ChangePayload.Channel, Payload = ChangePayload.Write(new Change(kind, tenant)) });

    public Task CommitAsync() => Transaction.CommitAsync(_ct);

    public async ValueTask DisposeAsync()
    {
        await Transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }

    private CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, Transaction, cancellationToken: _ct);
}
