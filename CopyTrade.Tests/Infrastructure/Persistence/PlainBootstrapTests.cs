using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Embedded;
using Dapper;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

/// <summary>A server where the program is given no superuser. On a cluster of its own, since roles belong to the whole server.</summary>
public sealed class PlainBootstrapTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("copytrade-plain-").FullName;
    private EmbeddedPostgres _server = null!;

    public async Task InitializeAsync()
    {
        _server = await EmbeddedPostgres.StartAsync(new() { RootDirectory = _root, Database = "postgres", Durable = false });
        await ExecuteAsync("create role plain login password 'first'", "create database plain owner plain");
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task PlainUser_NeedsTheRunbookAndThenOpensAndChangesItsPassword()
    {
        var problem = await Assert.ThrowsAsync<StartupException>(() => OpenAsync("first"));
        Assert.Contains("docs/runbooks/roles.md", problem.Message, StringComparison.Ordinal);

        await ExecuteAsync("alter role plain createrole", "create role copytrade_enumerator nologin bypassrls", "grant copytrade_enumerator to plain with admin option");
        await (await OpenAsync("first")).DisposeAsync();
        await ExecuteAsync("alter role plain nocreaterole");
        await (await OpenAsync("first")).DisposeAsync();

        await ExecuteAsync("alter role plain createrole password 'second'");
        await using var databases = await OpenAsync("second");
        await using var connection = await databases.App.OpenConnectionAsync();
        Assert.Equal("copytrade_app", await connection.QuerySingleAsync<string>("select current_user::text"));
    }

    private Task<Databases> OpenAsync(string password) => Databases.OpenAsync(
        new NpgsqlConnectionStringBuilder(_server.ConnectionString) { Username = "plain", Password = password, Database = "plain", Pooling = false }.ConnectionString, CancellationToken.None);

    private async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = new NpgsqlConnection(_server.ConnectionString + ";Pooling=false");
        foreach (var statement in statements) await connection.ExecuteAsync(statement);
    }
}
