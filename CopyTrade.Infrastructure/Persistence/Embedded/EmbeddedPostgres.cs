using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using CopyTrade.Domain.Operations;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence.Embedded;

/// <summary>
/// A private PostgreSQL cluster for a plain start without a connection string. It listens on loopback only, with
/// scram-sha-256 and a random password, is adopted when an earlier run was killed and left it behind, is shared by
/// several copies of the application, and is stopped by the last of them: each holds one idle connection as its
/// lease, which the operating system closes even when the process is killed.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string Administrator = "copytrade_admin";
    private const string LeaseName = "copytrade lease";

    private readonly PostgresPrograms _programs;
    private readonly EmbeddedPostgresOptions _options;
    private readonly string _root;
    private readonly string _data;
    private string _password = "";
    private NpgsqlConnection? _lease;

    private EmbeddedPostgres(EmbeddedPostgresOptions options)
    {
        _options = options;
        _root = Path.GetFullPath(options.RootDirectory);
        _data = Path.Combine(_root, "data");
        Directory.CreateDirectory(_root);
        var version = Path.Combine(_data, "PG_VERSION");
        var bin = PostgresPrograms.Find(options.BinDirectory, File.Exists(version) ? File.ReadAllText(version).Trim() : null);
        _programs = new PostgresPrograms(bin, PostgresPrograms.DropPrivileges(_root), options.Timeout);
    }

    public int Port { get; private set; }

    /// <summary>The administrator's connection to the application's database: to be given to <see cref="Databases.OpenAsync"/> and used for nothing else.</summary>
    public string ConnectionString => Connection(_options.Database);

    /// <summary>True when a server of an earlier or another run was taken over.</summary>
    public bool Adopted { get; private set; }

    /// <exception cref="StartupException">No PostgreSQL, a folder its user cannot enter, or a cluster that does not start.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken ct = default)
    {
        try
        {
            var server = new EmbeddedPostgres(options);
            // One starter at a time: a second copy of the application waits here, then adopts the first one's server.
            await using var gate = await server.LockAsync(ct);
            await server.CreateClusterAsync(ct);
            await server.AdoptOrStartAsync(ct);
            await server.EnsureDatabaseAsync(ct);
            server._lease = await OpenAsync(server.Connection("postgres") + $";Application Name={LeaseName};Keepalive=30", ct);
            return server;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or UnauthorizedAccessException or NpgsqlException or TimeoutException)
        {
            throw new StartupException($"The private PostgreSQL in {options.RootDirectory} could not be started; its log is {Path.Combine(options.RootDirectory, "postgres.log")}. ({FirstLine(e.Message)})", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _lease, null) is not { } lease) return;
        await using var gate = await LockAsync(CancellationToken.None);
        if (await IsSharedOrGoneAsync(lease)) return;
        await _programs.RunAsync("pg_ctl", CancellationToken.None, "-D", _data, "-m", _options.Durable ? "fast" : "immediate", "-w", "stop");
    }

    private async Task CreateClusterAsync(CancellationToken ct)
    {
        var passwordFile = Path.Combine(_root, "admin.password");
        if (!File.Exists(Path.Combine(_data, "PG_VERSION")))
        {
            if (Directory.Exists(_data)) Directory.Delete(_data, recursive: true);   // an initdb that was cut short
            await using (File.Create(passwordFile)) { }
            _programs.Restrict(passwordFile);
            await File.WriteAllTextAsync(passwordFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)), ct);
            await _programs.RunAsync("initdb", ct,
            [
                "-D", _data, "-U", Administrator, "-A", "scram-sha-256", "--pwfile", passwordFile, "-E", "UTF8",
                OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--locale=C", "--data-checksums", .. _options.Durable ? [] : (string[])["--no-sync"],
            ]);
        }

        _password = (await File.ReadAllTextAsync(passwordFile, ct)).Trim();
    }

    private async Task AdoptOrStartAsync(CancellationToken ct)
    {
        if (ServerLock.Port(_data) is { } live)
        {
            Port = live;
            Adopted = await AnswersAsync(ct);
            if (Adopted) return;
        }

        ServerLock.RemoveStale(_data);
        for (var attempt = 1; ; attempt++)
        {
            Port = FreePort();
            try
            {
                // pg_ctl detaches the server from the terminal's process group, so Ctrl+C reaches the application only.
                await _programs.RunAsync("pg_ctl", ct, "-D", _data, "-l", Path.Combine(_root, "postgres.log"), "-w", "-t", "60", "-o", Settings(), "start");
                return;
            }
            catch (InvalidOperationException) when (attempt < 6)
            {
                // The port was taken between choosing and binding it, or the last children of a killed server still hold its memory.
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, ct);
            }
        }
    }

    /// <summary>Given at every start, so that an old cluster gets new settings. Short transactions on a small machine: no JIT, no parallel plans; failed statements are not logged, they may hold secrets.</summary>
    private string Settings() => string.Join(' ', ((string[])
    [
        $"port={Port.ToString(CultureInfo.InvariantCulture)}", "listen_addresses=127.0.0.1", "unix_socket_directories=''", "password_encryption=scram-sha-256",
        $"max_connections={_options.MaxConnections.ToString(CultureInfo.InvariantCulture)}",
        "shared_buffers=128MB", "max_wal_size=512MB", "wal_compression=on", "random_page_cost=1.1", "jit=off",
        "max_parallel_workers_per_gather=0", "autovacuum_max_workers=2",
        "log_min_error_statement=panic", "log_error_verbosity=terse",
        .. _options.Durable ? [] : (string[])["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_wal_senders=0", "wal_level=minimal", "wal_compression=off"],
    ]).Select(setting => "-c " + setting));

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(Connection("postgres") + ";Timeout=3", ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        await using var connection = await OpenAsync(Connection("postgres"), ct);
        await using var exists = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection) { Parameters = { new() { Value = _options.Database } } };
        if (await exists.ExecuteScalarAsync(ct) is not null) return;
        await using var create = new NpgsqlCommand("create database \"" + _options.Database.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"", connection);
        await create.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> IsSharedOrGoneAsync(NpgsqlConnection lease)
    {
        await using var closing = lease;
        try
        {
            await using var others = new NpgsqlCommand("select count(*) from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()", lease)
            {
                Parameters = { new() { Value = LeaseName } },
            };
            return (long)(await others.ExecuteScalarAsync())! > 0;
        }
        catch (NpgsqlException)
        {
            return true;
        }
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString, CancellationToken ct)
    {
        var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        try
        {
            await connection.OpenAsync(ct);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private string Connection(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1", Port = Port, Username = Administrator, Password = _password, Database = database, SslMode = SslMode.Disable,
    }.ConnectionString;

    private async Task<FileStream> LockAsync(CancellationToken ct)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            try
            {
                return new FileStream(Path.Combine(_root, "start.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (watch.Elapsed < _options.Timeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
            }
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FirstLine(string text) => text.Split('\n')[0].Trim();
}
