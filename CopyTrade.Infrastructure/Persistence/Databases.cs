using CopyTrade.Domain.Operations;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>The connection pools of the program, one for each database role that the host signs in as. Opened by the host before anything else; the bootstrap user is not used afterwards.</summary>
public sealed class Databases : IAsyncDisposable
{
    private readonly DatabaseLogins _logins;
    private readonly Dictionary<DatabaseRole, NpgsqlDataSource> _pools;

    private Databases(DatabaseLogins logins)
    {
        DapperTypes.Register();
        _logins = logins;
        _pools = logins.Roles.ToDictionary(role => role, role => Build(role, PoolSize(role)));
        Announcer = new(For(Least), TimeProvider.System);
    }

    public NpgsqlDataSource Owner => For(DatabaseRole.Owner);

    public NpgsqlDataSource App => For(DatabaseRole.App);

    public NpgsqlDataSource Worker => For(DatabaseRole.Worker);

    public NpgsqlDataSource Watcher => For(DatabaseRole.Watcher);

    public NpgsqlDataSource Jobs => For(DatabaseRole.Jobs);

    /// <summary>How every host learns of what this one committed.</summary>
    public ChangeAnnouncer Announcer { get; }

    /// <summary>The role with the fewest rights that this host signs in as: enough to listen, and to ask whether the database is there.</summary>
    public DatabaseRole Least => ((DatabaseRole[])[DatabaseRole.Watcher, DatabaseRole.Jobs, DatabaseRole.App, DatabaseRole.Worker, DatabaseRole.Owner]).First(Has);

    /// <summary>Creates what is missing (roles, schema) and opens the pools.</summary>
    /// <exception cref="StartupException">The server does not answer, refuses the password, or may not be prepared.</exception>
    public static async Task<Databases> OpenAsync(string bootstrapConnectionString, CancellationToken ct)
    {
        var logins = DatabaseLogins.Of(bootstrapConnectionString);
        Databases? databases = null;
        try
        {
            await DatabaseRoles.EnsureAsync(bootstrapConnectionString, ct);
            databases = new(logins);
            await SqlMigrator.ApplyAsync(databases.Owner, ct);
            await DatabaseRoles.HandOverFunctionsAsync(databases.Owner, ct);
            return databases;
        }
        catch (Exception e)
        {
            if (databases is not null) await databases.DisposeAsync();
            if (e is NpgsqlException or TimeoutException) throw new StartupException(Explain(e, bootstrapConnectionString), e);
            throw;
        }
    }

    /// <summary>Opens the pools of a host that does only a part, after preparing the database where it may: a role that it does not need is not signed in as.</summary>
    /// <exception cref="StartupException">As above, or single roles were given and the database does not fit this version.</exception>
    public static async Task<Databases> OpenAsync(DatabaseLogins logins, IReadOnlySet<DatabaseRole> wanted, CancellationToken ct)
    {
        if (logins.Bootstrap is not null) await (await OpenAsync(logins.Bootstrap, ct)).DisposeAsync();
        var databases = new Databases(logins.Only(wanted));
        try
        {
            if (logins.Bootstrap is null)
            {
                foreach (var role in databases._pools.Keys) await SqlMigrator.RequireAppliedAsync(databases.For(role), ct);
            }

            return databases;
        }
        catch (Exception e)
        {
            var target = databases._logins.ConnectionString(databases.Least);
            await databases.DisposeAsync();
            if (e is NpgsqlException or TimeoutException) throw new StartupException(Explain(e, target), e);
            throw;
        }
    }

    public IReadOnlyCollection<DatabaseRole> Roles => _pools.Keys;

    /// <summary>Whether this host signs in as that role.</summary>
    public bool Has(DatabaseRole role) => _pools.ContainsKey(role);

    /// <exception cref="InvalidOperationException">This host does not sign in as that role.</exception>
    public NpgsqlDataSource For(DatabaseRole role) =>
        _pools.GetValueOrDefault(role) ?? throw new InvalidOperationException($"This host does not sign in to the database as {DatabaseRoles.NameOf(role)}.");

    /// <summary>With the password in it, for parts that open connections of their own (scheduler, LISTEN). Never to be logged.</summary>
    /// <exception cref="InvalidOperationException">This host does not sign in as that role.</exception>
    public string ConnectionString(DatabaseRole role) => _logins.ConnectionString(role);

    public async ValueTask DisposeAsync()
    {
        await Announcer.DisposeAsync();
        foreach (var pool in _pools.Values) await pool.DisposeAsync();
    }

    /// <summary>Pools on a database that is known to be migrated.</summary>
    internal static Databases Connect(string bootstrapConnectionString) => new(DatabaseLogins.Of(bootstrapConnectionString));

    private static int PoolSize(DatabaseRole role) => role switch
    {
        DatabaseRole.App => 30,
        DatabaseRole.Worker => 25,
        DatabaseRole.Watcher => 10,
        _ => 5,
    };

    private NpgsqlDataSource Build(DatabaseRole role, int poolSize)
    {
        var builder = new NpgsqlConnectionStringBuilder(_logins.ConnectionString(role))
        {
            MaxPoolSize = poolSize,
            ApplicationName = "CopyTrade " + role,
            // The pool resets a connection that comes back; without that one tenant's settings could reach the next user.
            NoResetOnClose = false,
        };
        // A process that stopped in the middle of a transaction holds its locks: the server ends it, so that others go on.
        if (role == DatabaseRole.Worker) builder.Options = "-c idle_in_transaction_session_timeout=20s";
        return new NpgsqlDataSourceBuilder(builder.ConnectionString) { Name = role.ToString() }.Build();
    }

    private static string Explain(Exception exception, string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        return exception switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                $"The database server {target.Host} refuses user {target.Username} or its password: correct ConnectionStrings__CopyTrade.",
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                $"The database {target.Database} does not exist on {target.Host}: create it, or correct ConnectionStrings__CopyTrade.",
            PostgresException database =>
                $"The database {target.Database} on {target.Host} could not be prepared: {database.MessageText} ({database.SqlState}).",
            _ => $"The database server {target.Host}:{target.Port} does not answer: start it, or correct ConnectionStrings__CopyTrade.",
        };
    }
}
