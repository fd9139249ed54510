using CopyTrade.Domain.Operations;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Venue;

namespace CopyTrade.Web.Hosting;

/// <summary>The settings that decide what is started, read and checked before anything is.</summary>
/// <param name="ConnectionString">PostgreSQL to use; null starts a private one.</param>
/// <param name="Logins">Connection strings of single database roles, for a host that does only a part; empty when the installation's own is used.</param>
/// <param name="DataDirectory">Private database, master key, logs.</param>
/// <param name="PostgresPrograms">Folder with initdb, pg_ctl and postgres; null searches the usual places.</param>
/// <param name="Mode">Whether the money is real.</param>
/// <param name="MasterKeyFile">Key that wraps every wallet's key.</param>
/// <param name="NamesVenue">A venue address is configured, so no demo venue is started in this process.</param>
/// <param name="Drill">A job that fails once is declared, for practising a retry.</param>
/// <param name="Configuration">Everything, for the capabilities' own options.</param>
internal sealed record HostSettings(
    string? ConnectionString,
    IReadOnlyDictionary<DatabaseRole, string> Logins,
    string DataDirectory,
    string? PostgresPrograms,
    VenueMode Mode,
    string MasterKeyFile,
    bool NamesVenue,
    bool Drill,
    IConfiguration Configuration)
{
    public const string ConnectionName = "CopyTrade";
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>Demo without a venue address: the host brings its own venue.</summary>
    public bool OwnsVenue => Mode == VenueMode.Demo && !NamesVenue;

    /// <exception cref="StartupException">A setting is unknown or has no legal value; the message names it.</exception>
    public static HostSettings From(IConfiguration configuration)
    {
        SettingsCheck.RefuseUnknown(configuration);
        var data = Path.GetFullPath(Text(configuration, "Data:Directory") ?? DefaultDataDirectory());
        return new HostSettings(
            Text(configuration, "ConnectionStrings:" + ConnectionName),
            HostLogins.Read(configuration),
            data,
            Text(configuration, "Data:PostgresPrograms"),
            SettingsCheck.Word(configuration, "Venue:Mode", VenueMode.Demo),
            Path.GetFullPath(Text(configuration, "Keys:MasterKeyFile") ?? Path.Combine(data, "keys", "master.key")),
            Text(configuration, $"{VenueOptions.Section}:{nameof(VenueOptions.ClobUrl)}") is not null,
            SettingsCheck.Word(configuration, "Jobs:Drill", SettingsCheck.Switch.False) == SettingsCheck.Switch.True,
            configuration);
    }

    private static string? Text(IConfiguration configuration, string key) => configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    // Root's own home is closed to the user under which the private database runs.
    private static string DefaultDataDirectory() => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
        ? "/var/lib/copytrade"
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "CopyTrade");
}
