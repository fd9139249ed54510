using CopyTrade.Infrastructure.Persistence;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>One host mirrors, the others stand by (R0.43): a lock of the database, held by a connection of its own and gone with it. It spares work; doubles are excluded by keys, not by this.</summary>
internal sealed partial class MirrorLease(Databases databases, ILogger<MirrorLease> logger) : IAsyncDisposable
{
    private const long LockKey = 0x636F_7079_6D69_7272; // "copymirr"
    private NpgsqlConnection? _connection;
    private bool _isClaimLogged;

    /// <summary>Whether this host mirrors; tries to take the lock when nobody has it, and gives up what a broken connection lost.</summary>
    public async Task<bool> HoldAsync(CancellationToken ct)
    {
        if (_connection is not null && await IsAliveAsync(_connection, ct)) return true;
        await ReleaseAsync();
        var builder = new NpgsqlConnectionStringBuilder(databases.ConnectionString(DatabaseRole.Worker)) { Pooling = false, KeepAlive = 15, ApplicationName = "CopyTrade mirror lease" };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        try
        {
            await connection.OpenAsync(ct);
            await using var claim = new NpgsqlCommand("select pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } } };
            if (await claim.ExecuteScalarAsync(ct) is not true)
            {
                await connection.DisposeAsync();
                return false;
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        _connection = connection;
        if (!_isClaimLogged) Log.Claimed(logger);
        _isClaimLogged = true;
        return true;
    }

    public async ValueTask DisposeAsync() => await ReleaseAsync();

    private static async Task<bool> IsAliveAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        try
        {
            await using var ping = new NpgsqlCommand("select 1", connection);
            await ping.ExecuteScalarAsync(ct);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    private async Task ReleaseAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is not null) await connection.DisposeAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 5001, EventName = "poly.mirror.poll.singleton_claim", Level = LogLevel.Information, Message = "poly.mirror.poll.singleton_claim: this host mirrors.")]
        public static partial void Claimed(ILogger logger);
    }
}
