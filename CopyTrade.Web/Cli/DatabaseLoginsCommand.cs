using System.CommandLine;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Web.Cli;

/// <summary>Prints what a host of a single role is to be given instead of the installation's own connection string.</summary>
internal static class DatabaseLoginsCommand
{
    private static readonly Option<string> Roles = new("--roles") { Description = "What the host will do: ui, observer, executor, jobs.", Required = true };

    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("database-logins", "Prints the connection strings, with passwords, that a host of these roles needs.");
        command.Add(Roles);
        command.SetAction((parsed, ct) => RunAsync(environment, parsed, ct));
        return command;
    }

    private static async Task<int> RunAsync(CliEnvironment environment, ParseResult parsed, CancellationToken ct)
    {
        var settings = HostSettings.From(HostConfiguration.Read(environment.Settings));
        var roles = HostRoleNames.Parse(parsed.GetValue(Roles) ?? "");
        if (settings.ConnectionString is null) throw new StartupException("Set ConnectionStrings__CopyTrade: the logins of single roles follow from it. A private database serves one host, which needs none.");
        await using var installation = await Installation.OpenAsync(settings, HostRoles.All, holdsKeys: false, TimeProvider.System, ct);
        var logins = HostLogins.Of(roles).Order().ToDictionary(role => $"ConnectionStrings__{role}", installation.Databases.ConnectionString);
        await environment.WriteAsync(parsed, string.Join(Environment.NewLine, logins.Select(login => $"{login.Key}={login.Value}")), logins);
        return 0;
    }
}
