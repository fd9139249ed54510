using System.CommandLine;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Web.Cli;

internal static class VersionCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("version", "Prints the version of the program.");
        command.SetAction((parsed, _) => environment.WriteAsync(parsed, HostFacts.Version, new { HostFacts.Version }));
        return command;
    }
}
