using CopyTrade.Domain.Operations;

namespace CopyTrade.Web.Hosting;

/// <summary>A misspelt setting must not be silently ignored: in the sections that are ours every key is known.</summary>
internal static class SettingsCheck
{
    public enum Switch
    {
        False,
        True,
    }

    /// <exception cref="StartupException">The first unknown setting.</exception>
    public static void RefuseUnknown(IConfiguration configuration)
    {
        foreach (var (section, keys) in SettingsCatalog.Sections)
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
}
