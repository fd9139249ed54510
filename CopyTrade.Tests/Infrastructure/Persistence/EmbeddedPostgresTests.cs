using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence.Embedded;
using Dapper;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _root = Path.Combine(Path.GetTempPath(), "copytrade-embedded-" + Guid.NewGuid().ToString("N"));

    [Fact]
    public async Task Server_IsSharedSurvivesAKillAndKeepsItsData()
    {
        var first = await StartAsync();
        await ExecuteAsync(first, "create table kept (n int); insert into kept values (7)");
        Assert.False(first.Adopted);
        Assert.All(
            IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Where(listener => listener.Port == first.Port),
            listener => Assert.True(System.Net.IPAddress.IsLoopback(listener.Address)));

        // A host that is killed leaves its server behind; so does one that is still there.
        var second = await StartAsync();
        Assert.True(second.Adopted);
        await first.DisposeAsync();
        Assert.Equal(7, await ReadAsync(second));

        KillServer();
        await using var third = await StartAsync();
        Assert.False(third.Adopted);
        Assert.Equal(7, await ReadAsync(third));
        await second.DisposeAsync();
    }

    [Fact]
    public async Task Start_WithoutPostgres_SaysWhatToDo()
    {
        var problem = await Assert.ThrowsAsync<StartupException>(() =>
            EmbeddedPostgres.StartAsync(new() { RootDirectory = _root, BinDirectory = Path.GetTempPath() }));

        Assert.Contains("PostgreSQL is not installed", problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
    }

    [Fact]
    public async Task Start_OnDataOfAnotherVersion_SaysWhich()
    {
        Directory.CreateDirectory(Path.Combine(_root, "data"));
        await File.WriteAllTextAsync(Path.Combine(_root, "data", "PG_VERSION"), "9\n");

        var problem = await Assert.ThrowsAsync<StartupException>(StartAsync);

        Assert.Contains("written by PostgreSQL 9", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AsRootInAFolderClosedToTheServersUser_SaysSo()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return;   // nobody else hands the cluster to another user
        var closed = Directory.CreateDirectory(_root, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var problem = await Assert.ThrowsAsync<StartupException>(() => EmbeddedPostgres.StartAsync(new() { RootDirectory = Path.Combine(closed.FullName, "postgres") }));

        Assert.Contains("set Data__Directory", problem.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        if (Directory.Exists(_root)) Directory.Delete(_root, recursive: true);
    }

    private Task<EmbeddedPostgres> StartAsync() => EmbeddedPostgres.StartAsync(new() { RootDirectory = _root });

    private void KillServer()
    {
        using var server = Process.GetProcessById(int.Parse(File.ReadLines(Path.Combine(_root, "data", "postmaster.pid")).First(), CultureInfo.InvariantCulture));
        server.Kill();
        server.WaitForExit();
    }

    private static async Task ExecuteAsync(EmbeddedPostgres server, string sql)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        await connection.ExecuteAsync(sql);
    }

    private static async Task<int> ReadAsync(EmbeddedPostgres server)
    {
        await using var connection = new NpgsqlConnection(server.ConnectionString + ";Pooling=false");
        return await connection.QuerySingleAsync<int>("select n from kept");
    }
}
