using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Web.Hosting;

/// <summary>As which database roles a host signs in, by what it does of the whole (ADR 0013).</summary>
internal static class HostLogins
{
    /// <summary>The roles that may be given one by one. The owner migrates and serves nothing.</summary>
    public static readonly IReadOnlyList<DatabaseRole> Given = [DatabaseRole.App, DatabaseRole.Worker, DatabaseRole.Watcher, DatabaseRole.Jobs];

    public static IReadOnlySet<DatabaseRole> Of(HostRoles roles)
    {
        var logins = new HashSet<DatabaseRole>();
        if (roles.HasFlag(HostRoles.Ui)) logins.UnionWith([DatabaseRole.App, DatabaseRole.Jobs]);
        if (roles.HasFlag(HostRoles.Observer)) logins.Add(DatabaseRole.Watcher);
        if (roles.HasFlag(HostRoles.Executor)) logins.Add(DatabaseRole.Worker);
        if (roles.HasFlag(HostRoles.Jobs)) logins.UnionWith([DatabaseRole.Worker, DatabaseRole.Watcher, DatabaseRole.Jobs]);
        return logins;
    }

    public static IReadOnlyDictionary<DatabaseRole, string> Read(IConfiguration configuration) => Given
        .Select(role => (Role: role, Text: configuration["ConnectionStrings:" + role]))
        .Where(entry => !string.IsNullOrWhiteSpace(entry.Text))
        .ToDictionary(entry => entry.Role, entry => entry.Text!);

    /// <exception cref="StartupException">The installation's own login was given too, or one that is needed was not.</exception>
    public static void Check(HostSettings settings, HostRoles roles)
    {
        if (settings.ConnectionString is not null)
            throw new StartupException("Give either ConnectionStrings__CopyTrade or the connection strings of single roles: with the first this host could sign in as every role.");
        if (Of(roles).Except(settings.Logins.Keys).Order().Cast<DatabaseRole?>().FirstOrDefault() is { } missing)
            throw new StartupException($"A host with --roles {string.Join(',', HostRoleNames.Of(roles))} needs ConnectionStrings__{missing}: 'copytrade database-logins' prints it.");
    }
}
