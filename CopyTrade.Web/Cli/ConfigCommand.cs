using System.CommandLine;
using CopyTrade.Web.Hosting;

namespace CopyTrade.Web.Cli;

/// <summary>What counts, and where it comes from; secrets masked (R4.21).</summary>
internal static class ConfigCommand
{
    private static readonly Option<bool> Everything = new("--all") { Description = "Also settings that have their default." };

    public static Command Create(CliEnvironment environment)
    {
        var command = new Command("config", "Prints the settings that count and where they come from; secrets are masked.");
        command.Add(Everything);
        command.SetAction((parsed, _) => RunAsync(environment, parsed));
        return command;
    }

    private static Task RunAsync(CliEnvironment environment, ParseResult parsed)
    {
        var configuration = HostConfiguration.Read(environment.Settings);
        HostSettings.From(configuration);   // refuses what cannot be, as a start would
        var settings = EffectiveSettings.Read(configuration, configuration).Where(setting => setting.Value is not null || parsed.GetValue(Everything)).ToList();
        var lines = settings.Select(setting => $"{setting.Key.Replace(":", "__", StringComparison.Ordinal)}={setting.Value ?? setting.Setting.Default}   # {setting.From}");
        return environment.WriteAsync(
            parsed,
            settings.Count == 0 ? "Nothing is set: every setting has its default (config --all shows them)." : string.Join(Environment.NewLine, lines),
            settings.Select(setting => new { setting.Key, setting.Value, setting.From, setting.Setting.Default, setting.Setting.Meaning }));
    }
}
