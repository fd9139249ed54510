using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.Custody;
using CopyTrade.Infrastructure.Accounts.SecondFactor;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Persistence.Embedded;

namespace CopyTrade.Web.Hosting;

/// <summary>What must stand before a container can be built: the database, migrated, and the master key that belongs to it.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _server;

    private Installation(HostSettings settings, EmbeddedPostgres? server, Databases databases, MasterKey? masterKey) =>
        (Settings, _server, Databases, MasterKey) = (settings, server, databases, masterKey);

    public HostSettings Settings { get; }

    public Databases Databases { get; }

    /// <summary>Null on a host that holds no keys.</summary>
    public MasterKey? MasterKey { get; }

    /// <summary>Port of the private database; null when the database is somebody else's.</summary>
    public int? PrivatePort => _server?.Port;

    /// <exception cref="StartupException">Something outside the program keeps it from starting.</exception>
    /// <param name="settings">What was configured.</param>
    /// <param name="roles">What the host does of the whole: it signs in to the database for that. All for a verb.</param>
    /// <param name="holdsKeys">Opens the master key, or makes it on the first start.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task<Installation> OpenAsync(HostSettings settings, HostRoles roles, bool holdsKeys, TimeProvider clock, CancellationToken ct)
    {
        PrepareDirectory(settings.DataDirectory);
        EmbeddedPostgres? server = null;
        Databases? databases = null;
        try
        {
            if (settings is { ConnectionString: null, Logins.Count: 0 })
                server = await EmbeddedPostgres.StartAsync(new() { RootDirectory = ClusterFolder.For(settings.DataDirectory), BinDirectory = settings.PostgresPrograms }, ct);
            databases = await OpenAsync(settings, server, roles, ct);
            var key = holdsKeys ? await MasterKeyFile.OpenAsync(databases, settings.MasterKeyFile, settings.DataDirectory, clock, ct) : null;
            if (key is not null && databases.Has(DatabaseRole.App)) await new SecondFactorSecrets(databases, key).SealAllAsync(ct);
            return new Installation(settings, server, databases, key);
        }
        catch
        {
            if (databases is not null) await databases.DisposeAsync();
            if (server is not null) await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        MasterKey?.Dispose();
        await Databases.DisposeAsync();
        if (_server is not null) await _server.DisposeAsync();
    }

    private static Task<Databases> OpenAsync(HostSettings settings, EmbeddedPostgres? server, HostRoles roles, CancellationToken ct)
    {
        if (settings.Logins.Count == 0)
        {
            var bootstrap = settings.ConnectionString ?? server!.ConnectionString;
            // A host that does everything, and a verb, have nothing to be kept from.
            return roles == HostRoles.All ? Databases.OpenAsync(bootstrap, ct) : Databases.OpenAsync(DatabaseLogins.Of(bootstrap), HostLogins.Of(roles), ct);
        }

        HostLogins.Check(settings, roles);
        return Databases.OpenAsync(DatabaseLogins.Of(settings.Logins), HostLogins.Of(roles), ct);
    }

    private static void PrepareDirectory(string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The data directory {directory} cannot be used: make it writable, or set Data__Directory.", e);
        }
    }
}
