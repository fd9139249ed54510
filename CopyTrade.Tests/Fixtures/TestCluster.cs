using System.Diagnostics;
using System.Globalization;
using CopyTrade.Benchmarks.Hosting;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Embedded;
using Npgsql;

namespace CopyTrade.Tests.Fixtures;

/// <summary>One throwaway PostgreSQL for the whole run, with a migrated template that every test database is cloned from.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private const string Template = "template_copytrade";
    private static readonly string Home = Path.Combine(Scratch.Folder, "copytrade-tests");
    private static readonly Lazy<Task<TestCluster>> Started = new(StartAsync);
    private static int _databases;

    private readonly SemaphoreSlim _cloning = new(1);
    private readonly EmbeddedPostgres _server;
    private readonly string _root;

    private TestCluster(EmbeddedPostgres server, string root) => (_server, _root) = (server, root);

    public static Task<TestCluster> Shared => Started.Value;

    /// <summary>Clones the template and returns the administrator's connection string to the copy.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"test_{Interlocked.Increment(ref _databases)}");
        await _cloning.WaitAsync();
        try
        {
            await ExecuteAsync($"create database {name} template {Template}");
        }
        finally
        {
            _cloning.Release();
        }

        return new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = name }.ConnectionString;
    }

    public Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync($"drop database {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");

    /// <summary>A connection, not yet opened, that a machine which stands still for some seconds does not fail: the test that asks has its own limit.</summary>
    public static NpgsqlConnection Administrator(string connectionString) => new(new NpgsqlConnectionStringBuilder(connectionString)
    {
        Pooling = false, Timeout = (int)Wait.Limit.TotalSeconds, CommandTimeout = (int)Wait.Limit.TotalSeconds,
    }.ConnectionString);

    /// <summary>Stops and deletes the cluster if this run started one.</summary>
    public static async Task StopAsync()
    {
        if (Started.IsValueCreated) await (await Started.Value).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
        _cloning.Dispose();
    }

    private static async Task<TestCluster> StartAsync()
    {
        await RemoveLeftoversAsync();
        var root = Path.Combine(Home, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        var server = await EmbeddedPostgres.StartAsync(new() { RootDirectory = root, Database = Template, Durable = false, MaxConnections = 300 });
        // Closed again at once: a database that somebody is connected to cannot be cloned.
        await using (await Databases.OpenAsync(server.ConnectionString + ";Pooling=false", CancellationToken.None)) { }
        return new TestCluster(server, root);
    }

    /// <summary>What a run that was killed left behind.</summary>
    private static async Task RemoveLeftoversAsync()
    {
        if (!Directory.Exists(Home)) return;
        foreach (var root in Directory.GetDirectories(Home))
        {
            if (!int.TryParse(Path.GetFileName(root), CultureInfo.InvariantCulture, out var pid) || IsTestProcess(pid)) continue;
            try
            {
                await (await EmbeddedPostgres.StartAsync(new() { RootDirectory = root, Database = Template, Durable = false })).DisposeAsync();
                Directory.Delete(root, recursive: true);
            }
            catch (Exception e) when (e is IOException or StartupException)
            {
                // Another run is cleaning up the same folder, or it was never a whole cluster: not worth a failed run.
            }
        }
    }

    private static bool IsTestProcess(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return pid != Environment.ProcessId && (process.ProcessName.StartsWith("testhost", StringComparison.Ordinal) || process.ProcessName == "dotnet");
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = Administrator(new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Database = "postgres" }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
