using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue.Signing;
using CopyTrade.Tests.Web.Cli;
using CopyTrade.Web.Hosting;
using Dapper;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CopyTrade.Tests.Web.Hosting;

/// <summary>A secret is planted; an observer that was given its own login runs, sees whom to watch, and reaches the secret by no way.</summary>
public sealed class ObserverBoundaryTests
{
    private const string Email = "victim@example.org";

    [Fact]
    public async Task Observer_WithItsOwnLogin_WatchesAndReachesNoSecret()
    {
        await using var whole = await CliRig.StartAsync();
        (await whole.RunAsync("correct horse battery\n", "user", "add", "--email", Email)).Done();
        (await whole.RunAsync($"wallet add --email {Email} --generate")).Done();
        (await whole.RunAsync($"target add --email {Email} --wallet 0x{new string('a', 40)}")).Done();
        var secret = await PlantAsync(whole);

        await using var observer = await HostRig.StartAsync(HostRoles.Observer, await GivenAsync(whole, "observer"));

        var login = Assert.Single(observer.Host.Services.GetRequiredService<IConfiguration>().GetSection("ConnectionStrings").GetChildren(), entry => !string.IsNullOrEmpty(entry.Value)).Value!;
        Assert.Equal("healthy", (await observer.SendAsync(HttpMethod.Get, "/health")).Json.GetProperty("checks")[0].GetProperty("state").GetString());
        await SqlReachesNothingAsync(login, secret);
        await NoOtherLoginFollowsAsync(login);
        ConfigurationHoldsNothing(observer, whole, secret);
        ServicesHoldNothing(observer);
    }

    [Theory, InlineData("ui", HostRoles.Ui), InlineData("executor", HostRoles.Executor), InlineData("jobs", HostRoles.Jobs)]
    public async Task Host_WithTheLoginsOfItsRoles_Starts(string words, HostRoles roles)
    {
        await using var whole = await CliRig.StartAsync();
        (await whole.RunAsync("migrate")).Done();
        var given = await GivenAsync(whole, words);

        await using var rig = await HostRig.StartAsync(roles, given);

        Assert.Equal(HostLogins.Of(roles), rig.Host.Services.GetRequiredService<Databases>().Roles.ToHashSet());
        Assert.Equal(200, (await rig.SendAsync(HttpMethod.Get, "/status")).Status);
    }

    [Fact]
    public async Task Host_WithoutALoginThatItNeeds_SaysWhich()
    {
        await using var whole = await CliRig.StartAsync();
        (await whole.RunAsync("migrate")).Done();

        var problem = await Assert.ThrowsAsync<StartupException>(async () => await HostRig.StartAsync(HostRoles.Executor, await GivenAsync(whole, "observer")));

        Assert.Contains("ConnectionStrings__Worker", problem.Message, StringComparison.Ordinal);
    }

    /// <summary>The settings of a host that gets these logins and not the installation's own.</summary>
    private static async Task<Action<CliRig>> GivenAsync(CliRig whole, string roles)
    {
        var printed = await whole.RunAsync($"database-logins --roles {roles}");
        printed.Done();
        var logins = printed.Output.Split(Environment.NewLine).Select(line => line.Split('=', 2)).ToList();
        return cli =>
        {
            cli.With("ConnectionStrings:CopyTrade", null);
            foreach (var login in logins) cli.With(login[0].Replace("__", ":", StringComparison.Ordinal), login[1]);
            foreach (var name in (string[])["ClobUrl", "DataApiUrl", "GammaUrl"]) cli.With("Polymarket:" + name, "http://127.0.0.1:1");
            foreach (var name in (string[])["MarketStreamUrl", "UserStreamUrl", "ActivityStreamUrl"]) cli.With("Polymarket:" + name, "ws://127.0.0.1:1");
        };
    }

    private static async Task<string> PlantAsync(CliRig whole)
    {
        await using var administrator = new NpgsqlConnection(whole.ConnectionString + ";Pooling=false");
        return Convert.ToHexStringLower((await administrator.QuerySingleAsync<byte[]>("select ciphertext from wallet_secret")).ToArray());
    }

    private static async Task SqlReachesNothingAsync(string login, string secret)
    {
        await using var connection = new NpgsqlConnection(login + ";Pooling=false");
        Assert.Equal(["0x" + new string('a', 40)], await connection.QueryAsync<string>("select wallet from followed_wallets()"));

        // Every table of the schema but those that it writes and a few that name nobody.
        var tables = (await connection.QueryAsync<string>("select c.oid::regclass::text from pg_class c where relkind in ('r', 'p', 'v', 'm') and relnamespace in (select oid from pg_namespace where nspname in ('public', 'quartz'))")).ToList();
        Assert.Contains("wallet_secret", tables);
        foreach (var table in tables)
        {
            if (await connection.ExecuteScalarAsync<bool>("select has_table_privilege(@table, 'select')", new { table }))
                Assert.DoesNotContain(await connection.QueryAsync<string>($"select t::text from {table} t"), row => row.Contains(secret, StringComparison.OrdinalIgnoreCase) || row.Contains(Email, StringComparison.OrdinalIgnoreCase));
            else
                await RefusedAsync(connection, $"select * from {table}");
        }

        await RefusedAsync(connection, "select ciphertext from wallet_secret");
        await RefusedAsync(connection, "select * from wallet_connection");
        await RefusedAsync(connection, "select * from enumerate_tenants()");
        foreach (var role in (string[])["copytrade_owner", "copytrade_worker", "copytrade_app", "copytrade_jobs", "copytrade_enumerator"]) await RefusedAsync(connection, "set role " + role);
    }

    /// <summary>What makes every other password for the installation's own makes none from this login's.</summary>
    private static async Task NoOtherLoginFollowsAsync(string login)
    {
        foreach (var role in Enum.GetValues<DatabaseRole>().Where(role => role != DatabaseRole.Watcher))
        {
            await using var derived = new NpgsqlConnection(DatabaseRoles.ConnectionFor(login, role).ConnectionString + ";Pooling=false");
            Assert.Equal(PostgresErrorCodes.InvalidPassword, (await Assert.ThrowsAsync<PostgresException>(() => derived.OpenAsync())).SqlState);
        }
    }

    private static void ConfigurationHoldsNothing(HostRig observer, CliRig whole, string secret)
    {
        var installation = new NpgsqlConnectionStringBuilder(whole.ConnectionString);
        string[] forbidden =
        [
            secret, File.ReadAllText(whole.MasterKeyFile).Trim(), installation.Password!, whole.MasterKeyFile,
            .. Enum.GetValues<DatabaseRole>().Where(role => role != DatabaseRole.Watcher).Select(role => DatabaseRoles.ConnectionFor(whole.ConnectionString, role).Password!),
        ];

        foreach (var (_, value) in observer.Host.Services.GetRequiredService<IConfiguration>().AsEnumerable().Where(entry => entry.Value is not null))
            Assert.DoesNotContain(forbidden, word => value!.Contains(word, StringComparison.Ordinal));
        Assert.False(File.Exists(observer.Cli.MasterKeyFile));
    }

    private static void ServicesHoldNothing(HostRig observer)
    {
        var services = observer.Host.Services;
        Assert.Null(services.GetService<MasterKey>());
        Assert.Null(services.GetService<WalletVault>());
        Assert.IsType<NoSigningKeys>(services.GetRequiredService<ISigningKeys>());
        var databases = services.GetRequiredService<Databases>();
        Assert.Equal([DatabaseRole.Watcher], databases.Roles);
        Assert.Throws<InvalidOperationException>(() => databases.Worker);
        Assert.Throws<InvalidOperationException>(() => databases.ConnectionString(DatabaseRole.App));
    }

    private static async Task RefusedAsync(NpgsqlConnection connection, string sql) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => connection.ExecuteAsync(sql))).SqlState);
}
