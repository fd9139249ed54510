using CopyTrade.Domain.Operations;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// How a host signs in: as the installation itself, from whose password every role's follows, or as single roles whose
/// connection strings were given to it. Only the second keeps a host from what it needs not.
/// </summary>
public sealed class DatabaseLogins
{
    private readonly Dictionary<DatabaseRole, string> _strings;

    private DatabaseLogins(string? bootstrap, Dictionary<DatabaseRole, string> strings) => (Bootstrap, _strings) = (bootstrap, strings);

    /// <summary>Null when single roles were given: then this host creates and migrates nothing.</summary>
    public string? Bootstrap { get; }

    public IReadOnlyCollection<DatabaseRole> Roles => _strings.Keys;

    /// <summary>Every role, of the installation.</summary>
    /// <exception cref="StartupException">Not a connection string, or one without a password.</exception>
    public static DatabaseLogins Of(string bootstrap)
    {
        Check("CopyTrade", bootstrap, "the program's own database roles derive theirs from it");
        return new(bootstrap, Enum.GetValues<DatabaseRole>().ToDictionary(role => role, role => DatabaseRoles.ConnectionFor(bootstrap, role).ConnectionString));
    }

    /// <summary>The roles given.</summary>
    /// <exception cref="StartupException">Not connection strings of these roles.</exception>
    public static DatabaseLogins Of(IReadOnlyDictionary<DatabaseRole, string> given)
    {
        foreach (var (role, text) in given)
        {
            Check(role.ToString(), text, "the role signs in with it");
            if (new NpgsqlConnectionStringBuilder(text).Username != DatabaseRoles.NameOf(role))
                throw new StartupException($"ConnectionStrings__{role} must sign in as {DatabaseRoles.NameOf(role)}: 'copytrade database-logins' prints it.");
        }

        return new(null, new(given));
    }

    /// <summary>The same without roles that are not needed.</summary>
    public DatabaseLogins Only(IReadOnlySet<DatabaseRole> wanted) => new(Bootstrap, _strings.Where(entry => wanted.Contains(entry.Key)).ToDictionary());

    /// <exception cref="InvalidOperationException">This host does not sign in as that role.</exception>
    public string ConnectionString(DatabaseRole role) =>
        _strings.GetValueOrDefault(role) ?? throw new InvalidOperationException($"This host does not sign in to the database as {DatabaseRoles.NameOf(role)}.");

    private static void Check(string name, string connectionString, string why)
    {
        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Password))
                throw new StartupException($"ConnectionStrings__{name} must contain a password: {why}.");
        }
        catch (ArgumentException e)
        {
            throw new StartupException($"ConnectionStrings__{name} is not a PostgreSQL connection string such as Host=db;Database=copytrade;Username=postgres;Password=….", e);
        }
    }
}
