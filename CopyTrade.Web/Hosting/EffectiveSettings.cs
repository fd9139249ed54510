using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;
using Npgsql;

namespace CopyTrade.Web.Hosting;

/// <summary>What counts in this host, and where it comes from. Secrets leave here masked.</summary>
internal static class EffectiveSettings
{
    /// <param name="given">What was configured.</param>
    /// <param name="running">The same with what the host added itself, such as the addresses of its demo venue.</param>
    public static IReadOnlyList<EffectiveSetting> Read(IConfigurationRoot given, IConfiguration running) =>
        [.. SettingsCatalog.All.SelectMany(setting => KeysOf(setting, running).Select(key => Of(setting, key, given, running)))];

    private static EffectiveSetting Of(Setting setting, string key, IConfigurationRoot given, IConfiguration running)
    {
        var (value, from) = given.Providers.Reverse().Select(provider => (Value: provider.TryGet(key, out var text) ? text : null, From: Words(provider))).FirstOrDefault(found => !string.IsNullOrWhiteSpace(found.Value));
        if (value is not null) return new(key, Masked(setting.Secrecy, value), from, setting);
        return key.Contains(':') && running[key] is { Length: > 0 } own ? new(key, Masked(setting.Secrecy, own), "this host's demo venue", setting) : new(key, null, "default", setting);
    }

    private static IEnumerable<string> KeysOf(Setting setting, IConfiguration running) => setting.Key.Split(":#:") is not [var list, var name] ? [setting.Key]
        : running.GetSection(list).GetChildren().Select(item => $"{item.Path}:{name}").DefaultIfEmpty(setting.Key);

    private static string Words(IConfigurationProvider provider) => provider switch
    {
        EnvironmentVariablesConfigurationProvider => "environment",
        JsonConfigurationProvider file => $"file {Path.GetFileName(file.Source.Path)}",
        MemoryConfigurationProvider => "command line",
        _ => "configuration",
    };

    private static string Masked(SettingSecrecy secrecy, string value) => secrecy switch
    {
        SettingSecrecy.Hidden => "set, not shown",
        SettingSecrecy.Login => WithoutPassword(value),
        SettingSecrecy.Address => Uri.TryCreate(value, UriKind.Absolute, out var address) ? $"{address.Scheme}://{address.Authority.Split('@')[^1]}/…" : "set, not shown",
        _ => Uri.TryCreate(value, UriKind.Absolute, out var url) && (url.UserInfo.Length > 0 || url.Query.Length > 0) ? $"{url.Scheme}://{url.Authority.Split('@')[^1]}{url.AbsolutePath}" : value,
    };

    private static string WithoutPassword(string value)
    {
        try
        {
            var login = new NpgsqlConnectionStringBuilder(value);
            return $"Host={login.Host};Port={login.Port};Database={login.Database};Username={login.Username};Password=…";
        }
        catch (ArgumentException)
        {
            return "set, not shown";
        }
    }
}
