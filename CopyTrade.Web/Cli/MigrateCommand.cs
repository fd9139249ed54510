using System.CommandLine;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Web.Hosting;
using Npgsql;

namespace CopyTrade.Web.Cli;

internal static class MigrateCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("migrate", "Creates the database roles and applies the schema.");
        command.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var settings = HostSettings.From(HostConfiguration.Read(environment.Settings));
        await using var installation = await Installation.OpenAsync(settings, HostRoles.All, holdsKeys: false, TimeProvider.System, ct);
        var target = new NpgsqlConnectionStringBuilder(installation.Databases.ConnectionString(DatabaseRole.Owner));
        await using var count = installation.Databases.Owner.CreateCommand("select count(*)::int from schema_migrations");
        var applied = (int)(await count.ExecuteScalarAsync(ct))!;
        await environment.WriteAsync(parsed, $"Database {target.Database} on {target.Host}:{target.Port} is up to date ({applied} migrations).", new { target.Database, target.Host, target.Port, Migrations = applied });
        return 0;
    }
}
