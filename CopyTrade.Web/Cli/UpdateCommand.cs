using System.CommandLine;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Web.Cli;

/// <summary>Says how this installation is brought up to date (R4.22). It changes nothing itself: a program that holds keys does not fetch and run code by itself.</summary>
internal static class UpdateCommand
{
    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("update", "Says the steps that bring this installation up to date; changes nothing itself.");
        command.SetAction((parsed, _) =>
        {
            var (kind, steps) = Installed();
            return environment.WriteAsync(
                parsed,
                string.Join(Environment.NewLine, [$"CopyTrade {HostFacts.Version}, installed {kind}. To update it:", .. steps.Select((step, n) => $"  {n + 1}. {step}")]),
                new { HostFacts.Version, Kind = kind, Steps = steps });
        });
        return command;
    }

    private static (string Kind, string[] Steps) Installed()
    {
        const string copy = "Copy the database and the master key (docs/runbooks/restore.md): the schema only goes forward.";
        const string check = "copytrade health-check, then look at /health for the new version.";
        if (string.Equals(Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER"), "true", StringComparison.OrdinalIgnoreCase))
            return ("in a container", [copy, "On the machine that runs it: git pull --ff-only", "docker compose build && docker compose up -d", check]);
        if (Checkout() is { } folder)
            return ($"from the sources in {folder}", [copy, $"git -C {folder} pull --ff-only", "Stop it, then ./run.sh (or publish and restart the service: docs/runbooks/service.md).", check]);
        return ($"in {AppContext.BaseDirectory.TrimEnd('/')}", [copy, "dotnet publish the new sources into a fresh folder and put it in place of this one.", "systemctl restart copytrade", check]);
    }

    private static string? Checkout()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "CopyTrade.sln"))) return folder.FullName;
        }

        return null;
    }
}
