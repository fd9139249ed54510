using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Tests.Fixtures;
using Dapper;
using Npgsql;

namespace CopyTrade.Tests.Infrastructure.Persistence;

public sealed class DatabasesTests(DatabaseFixture database) : IClassFixture<DatabaseFixture>
{
    [Fact]
    public async Task Open_ByManyHostsAtOnce_MigratesOnce()
    {
        // Three wait for the lock of the one that migrates: as long as the machine takes for that.
        var empty = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false, Timeout = (int)Wait.Limit.TotalSeconds, CommandTimeout = 2 * (int)Wait.Limit.TotalSeconds };
        empty.Database += "_empty";
        await database.ExecuteAsync($"create database {empty.Database}");

        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Databases.OpenAsync(empty.ConnectionString, CancellationToken.None)));

        await using var connection = await hosts[0].Owner.OpenConnectionAsync();
        var names = (await connection.QueryAsync<string>("select name from schema_migrations order by name")).AsList();
        Assert.Equal("0001_identity.sql", names[0]);
        Assert.Equal(names.Distinct(), names);
        await connection.CloseAsync();
        foreach (var host in hosts) await host.DisposeAsync();
        await database.ExecuteAsync($"drop database {empty.Database} with (force)");
    }

    [Fact]
    public async Task Open_OfAMigratedDatabase_ChangesNothingAndSignsInAsEachRole()
    {
        await using var databases = await Databases.OpenAsync(database.ConnectionString + ";Pooling=false", CancellationToken.None);

        foreach (var role in Enum.GetValues<DatabaseRole>())
        {
            await using var connection = await databases.For(role).OpenConnectionAsync();
            Assert.Equal("copytrade_" + role.ToText(), await connection.QuerySingleAsync<string>("select current_user::text"));
        }
    }

    [Fact]
    public async Task Open_AfterAnAppliedFileWasChanged_IsRefused()
    {
        var connectionString = await (await TestCluster.Shared).CreateDatabaseAsync();
        await using (var connection = new NpgsqlConnection(connectionString + ";Pooling=false"))
            await connection.ExecuteAsync("update schema_migrations set checksum = 'other' where name = '0001_identity.sql'");

        var problem = await Assert.ThrowsAsync<StartupException>(() => Databases.OpenAsync(connectionString, CancellationToken.None));

        Assert.Contains("0001_identity.sql was changed", problem.Message, StringComparison.Ordinal);
        await (await TestCluster.Shared).DropDatabaseAsync(connectionString);
    }

    [Theory]
    [InlineData("Port", "1", "does not answer")]
    [InlineData("Password", "wrong", "refuses user")]
    [InlineData("Database", "nowhere", "does not exist")]
    [InlineData("Password", "", "must contain a password")]
    public async Task Open_ThatCannotWork_SaysWhyInOneSentence(string setting, string value, string expected)
    {
        var builder = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false };
        builder[setting] = value;

        var problem = await Assert.ThrowsAsync<StartupException>(() => Databases.OpenAsync(builder.ConnectionString, CancellationToken.None));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        if (builder.Password is { Length: > 0 } password) Assert.DoesNotContain(password, problem.Message.Replace("its password", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfNonsense_SaysWhatAConnectionStringIs() =>
        Assert.Contains(
            "is not a PostgreSQL connection string",
            (await Assert.ThrowsAsync<StartupException>(() => Databases.OpenAsync("nonsense", CancellationToken.None))).Message,
            StringComparison.Ordinal);
}
