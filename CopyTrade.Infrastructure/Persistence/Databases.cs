using CopyTrade.Domain.Operations;
using Npgsql;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>The connection pools of the program, one for each database role. Opened by the host before anything else; the bootstrap user is not used afterwards.</summary>
public sealed class Databases : IAsyncDisposable
{
    private readonly string _bootstrap;

    private Databases(string bootstrap)
    {
        DapperTypes.Register();
        _bootstrap = bootstrap;
        Owner = Build(DatabaseRole.Owner, poolSize: 5);
        App = Build(DatabaseRole.App, poolSize: 30);
        Worker = Build(DatabaseRole.Worker, poolSize: 25);
        Watcher = Build(DatabaseRole.Watcher, poolSize: 10);
    }

    public NpgsqlDataSource Owner { get; }

    public NpgsqlDataSource App { get; }

    public NpgsqlDataSource Worker { get; }

    public NpgsqlDataSource Watcher { get; }

    /// <summary>Creates what is missing (roles, schema) and opens the pools.</summary>
    /// <exception cref="StartupException">The server does not answer, refuses the password, or may not be prepared.</exception>
    public static async Task<Databases> OpenAsync(string bootstrapConnectionString, CancellationToken ct)
    {
        Check(bootstrapConnectionString);
        Databases? databases = null;
        try
        {
            await DatabaseRoles.EnsureAsync(bootstrapConnectionString, ct);
            databases = Connect(bootstrapConnectionString);
            await SqlMigrator.ApplyAsync(databases.Owner, ct);
            await DatabaseRoles.HandOverEnumeratorAsync(databases.Owner, ct);
            return databases;
        }
        catch (Exception e)
        {
            if (databases is not null) await databases.DisposeAsync();
            if (e is NpgsqlException or TimeoutException) throw new StartupException(Explain(e, bootstrapConnectionString), e);
            throw;
        }
    }

    public NpgsqlDataSource For(DatabaseRole role) => role switch
    {
        DatabaseRole.Owner => Owner,
        DatabaseRole.App => App,
        DatabaseRole.Worker => Worker,
        DatabaseRole.Watcher => Watcher,
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>With the password in it, for parts that open connections of their own (scheduler, LISTEN). Never to be logged.</summary>
    public string ConnectionString(DatabaseRole role) => DatabaseRoles.ConnectionFor(_bootstrap, role).ConnectionString;

    public async ValueTask DisposeAsync()
    {
        await Watcher.DisposeAsync();
        await Worker.DisposeAsync();
        await App.DisposeAsync();
        await Owner.DisposeAsync();
    }

    /// <summary>Pools on a database that is known to be migrated.</summary>
    internal static Databases Connect(string bootstrapConnectionString) => new(bootstrapConnectionString);

    private NpgsqlDataSource Build(DatabaseRole role, int poolSize)
    {
        var builder = DatabaseRoles.ConnectionFor(_bootstrap, role);
        builder.MaxPoolSize = poolSize;
        builder.ApplicationName = "CopyTrade " + role;
        // The pool resets a connection that comes back; without that one tenant's settings could reach the next user.
        builder.NoResetOnClose = false;
        // A process that stopped in the middle of a transaction holds its locks: the server ends it, so that others go on.
        if (role == DatabaseRole.Worker) builder.Options = "-c idle_in_transaction_session_timeout=20s";
        return new NpgsqlDataSourceBuilder(builder.ConnectionString) { Name = role.ToString() }.Build();
    }

    private static void Check(string connectionString)
    {
        try
        {
            if (string.IsNullOrEmpty(new NpgsqlConnectionStringBuilder(connectionString).Password))
                throw new StartupException("ConnectionStrings__CopyTrade must contain a password: the program's own database roles derive theirs from it.");
        }
        catch (ArgumentException e)
        {
            throw new StartupException("ConnectionStrings__CopyTrade is not a PostgreSQL connection string such as Host=db;Database=copytrade;Username=postgres;Password=….", e);
        }
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
