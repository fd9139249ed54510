using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;

namespace CopyTrade.Infrastructure.Operations;

/// <summary>
/// One host decides and places, the others stand by (R0.43). The lease runs out unless it is renewed, so a leader that
/// hangs is succeeded; a lock of the database held beside it tells at once of one that is gone. Each change of leader has
/// a higher token. A former leader finds out by itself: its certainty ends, by its own clock, before its lease does.
/// </summary>
public sealed partial class EngineLease(Databases databases, LeaderFence fence, TimeProvider clock, ILogger<EngineLease> logger, IOptions<EngineLeaseOptions>? options = null) : ILeadership, IAsyncDisposable, IDisposable
{
    private const long LockKey = 0x636F_7079_6D69_7272; // "copymirr"

    // Whatever began while this host led has ended by then: from then on it is a standby like any other.
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(60);
    private readonly EngineLeaseOptions _options = options?.Value ?? new();
    private readonly string _holder = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly SemaphoreSlim _turn = new(1);
    private NpgsqlConnection? _connection;
    private bool _isLocked;
    private long _renewedAt;
    private long _lostAt;
    private long? _token;

    private TimeSpan Life => TimeSpan.FromSeconds(_options.LifeSeconds);

    private TimeSpan Certain => TimeSpan.FromSeconds(_options.CertainSeconds);

    private TimeSpan RenewAfter => TimeSpan.FromSeconds(_options.RenewSeconds);

    public bool IsCurrent => Volatile.Read(ref _renewedAt) is > 0 and var renewed && clock.GetElapsedTime(renewed) < Certain;

    /// <summary>The token by which this host leads; null on a standby.</summary>
    public long? Token => IsCurrent ? _token : null;

    /// <summary>Renews the lease, or tries to take it when nobody has it. Call it more often than the lease is long.</summary>
    public async Task<bool> HoldAsync(CancellationToken ct)
    {
        if (IsCurrent && clock.GetElapsedTime(Volatile.Read(ref _renewedAt)) < RenewAfter) return true;
        await _turn.WaitAsync(ct);
        try
        {
            var before = clock.GetTimestamp();
            var connection = await ConnectAsync(ct);
            if (!_isLocked) _isLocked = await ScalarAsync(connection, "select pg_try_advisory_lock($1)", ct, LockKey) is true;
            if (_token is { } token && await RenewAsync(connection, token, ct)) return Lead(token, before);
            if (_token is not null) Lose();
            if (await TakeAsync(connection, ct) is { } taken) return Lead(taken, before);
            // Whoever leads without the lock needs it to be found out about when it dies.
            if (_isLocked) await ScalarAsync(connection, "select pg_advisory_unlock($1)", ct, LockKey);
            _isLocked = false;
            if (fence.Token is not null && clock.GetElapsedTime(_lostAt) > ForgetAfter) fence.Token = null;
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await DropAsync();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives the lease up, so that the next host need not wait for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync();
        try
        {
            if (_token is { } token && _connection is { } connection)
                await ScalarAsync(connection, "update engine_lease set expires_at = now() - interval '1 second' where name = 'engine' and token = $1 returning 1", CancellationToken.None, token);
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            Log.NotGivenBack(logger, e);
        }

        Volatile.Write(ref _renewedAt, 0);
        _token = null;
        await DropAsync();
        _turn.Release();
    }

    /// <summary>Without a word to the database; the lock that goes with the connection tells the others.</summary>
    public void Dispose()
    {
        _connection?.Dispose();
        _turn.Dispose();
    }

    private static Task<object?> TakeAsync(NpgsqlConnection connection, string holder, bool isLocked, TimeSpan life, CancellationToken ct) => ScalarAsync(connection, """
        insert into engine_lease as held (name, token, holder, is_locked, renewed_at, expires_at)
        values ('engine', nextval('engine_lease_token'), $1, $2, now(), now() + $3)
            on conflict (name) do update
           set token = nextval('engine_lease_token'), holder = excluded.holder, is_locked = excluded.is_locked, renewed_at = excluded.renewed_at, expires_at = excluded.expires_at
         where held.expires_at < now() or (held.is_locked and excluded.is_locked)
        returning token
        """, ct, holder, isLocked, life);

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken ct, params object[] arguments)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 5 };
        foreach (var argument in arguments) command.Parameters.Add(new NpgsqlParameter { Value = argument });
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task<long?> TakeAsync(NpgsqlConnection connection, CancellationToken ct) => await TakeAsync(connection, _holder, _isLocked, Life, ct) as long?;

    private async Task<bool> RenewAsync(NpgsqlConnection connection, long token, CancellationToken ct) => await ScalarAsync(connection,
        "update engine_lease set is_locked = $1, renewed_at = now(), expires_at = now() + $2 where name = 'engine' and token = $3 returning 1", ct, _isLocked, Life, token) is not null;

    private bool Lead(long token, long since)
    {
        if (_token != token) Log.Leads(logger, token);
        _token = token;
        fence.Token = token;
        Volatile.Write(ref _renewedAt, since);
        return true;
    }

    private void Lose()
    {
        Log.Lost(logger, _token!.Value);
        Volatile.Write(ref _renewedAt, 0);
        _lostAt = clock.GetTimestamp();
        _token = null;
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken ct)
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open) return open;
        await DropAsync();
        var builder = new NpgsqlConnectionStringBuilder(databases.ConnectionString(DatabaseRole.Worker)) { Pooling = false, KeepAlive = 15, ApplicationName = "CopyTrade engine lease" };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        _connection = connection;
        await connection.OpenAsync(ct);
        return connection;
    }

    private async Task DropAsync()
    {
        var connection = _connection;
        (_connection, _isLocked) = (null, false);
        if (connection is not null) await connection.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1450, Level = LogLevel.Information, Message = "This host leads, by token {Token}.")]
        public static partial void Leads(ILogger logger, long token);

        [LoggerMessage(EventId = 1451, Level = LogLevel.Warning, Message = "This host led by token {Token} and does not any more: another host took over.")]
        public static partial void Lost(ILogger logger, long token);

        [LoggerMessage(EventId = 1452, Level = LogLevel.Debug, Message = "The lease could not be given back; it ends by itself.")]
        public static partial void NotGivenBack(ILogger logger, Exception exception);
    }
}
