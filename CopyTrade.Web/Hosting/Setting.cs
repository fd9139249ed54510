using System.Globalization;

namespace CopyTrade.Web.Hosting;

/// <summary>One setting: its key in a file (<c>Section:Key</c>), what it means, how much of it may be shown.</summary>
/// <param name="Key">As configuration names it; <c>#</c> stands for the number in a list.</param>
/// <param name="Meaning">One or two sentences.</param>
/// <param name="Secrecy">Secrets are masked wherever settings are shown.</param>
/// <param name="Fallback">The default in words; null takes that of the options class.</param>
internal sealed record Setting(string Key, string Meaning, SettingSecrecy Secrecy = SettingSecrecy.Open, string? Fallback = null)
{
    public string Section => Key.Contains(':') ? Key[..Key.IndexOf(':', StringComparison.Ordinal)] : "Host";

    /// <summary>As an environment variable.</summary>
    public string Variable => Key.Replace(":", "__", StringComparison.Ordinal);

    public string Default { get; } = Fallback ?? OfClass(Key);

    private static string OfClass(string key)
    {
        if (key.Split(':') is not [var section, var name] || !SettingsCatalog.Options.TryGetValue(section, out var type)) return "none";
        return type.GetProperty(name)?.GetValue(Activator.CreateInstance(type)) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture)! : "none";
    }
}
