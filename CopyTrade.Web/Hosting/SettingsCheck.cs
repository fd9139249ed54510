using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Alerts;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Notifications;
using CopyTrade.Infrastructure.Observation;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Signals;
using CopyTrade.Infrastructure.Simulation;
using CopyTrade.Infrastructure.Trading;
using CopyTrade.Infrastructure.Venue;
using CopyTrade.Infrastructure.Venue.Chain;

namespace CopyTrade.Web.Hosting;

/// <summary>A misspelt setting must not be silently ignored: in the sections that are ours every key is known.</summary>
internal static class SettingsCheck
{
    private static readonly Dictionary<string, string[]> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Data"] = ["Directory", "PostgresPrograms"],
        ["Venue"] = ["Mode"],
        ["Keys"] = ["MasterKeyFile"],
        ["Jobs"] = ["Drill"],
        [VenueOptions.Section] = PropertiesOf(typeof(VenueOptions)),
        [ChainOptions.Section] = PropertiesOf(typeof(ChainOptions)),
        [ObservationOptions.Section] = PropertiesOf(typeof(ObservationOptions)),
        [MirroringOptions.Section] = PropertiesOf(typeof(MirroringOptions)),
        [EngineLeaseOptions.Section] = PropertiesOf(typeof(EngineLeaseOptions)),
        [TradingOptions.Section] = PropertiesOf(typeof(TradingOptions)),
        [SignalOptions.Section] = PropertiesOf(typeof(SignalOptions)),
        [AlertOptions.Section] = PropertiesOf(typeof(AlertOptions)),
        [NotificationOptions.Section] = PropertiesOf(typeof(NotificationOptions)),
        [PaperOptions.Section] = PropertiesOf(typeof(PaperOptions)),
    };

    public enum Switch
    {
        False,
        True,
    }

    /// <exception cref="StartupException">The first unknown setting.</exception>
    public static void RefuseUnknown(IConfiguration configuration)
    {
        foreach (var (section, keys) in Known)
        {
            foreach (var child in configuration.GetSection(section).GetChildren())
            {
                if (!keys.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                    throw new StartupException($"{section}:{child.Key} is not a setting; {section} knows {string.Join(", ", keys)}.");
            }
        }
    }

    /// <summary>A setting that is one of a few words.</summary>
    public static T Word<T>(IConfiguration configuration, string key, T fallback) where T : struct, Enum
    {
        var text = configuration[key];
        if (string.IsNullOrWhiteSpace(text)) return fallback;
        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text[0])
            ? value
            : throw new StartupException($"{key} cannot be '{text}': choose from {string.Join(", ", Enum.GetNames<T>())}.");
    }

    private static string[] PropertiesOf(Type options) => [.. options.GetProperties().Where(property => property.SetMethod is not null).Select(property => property.Name)];
}
