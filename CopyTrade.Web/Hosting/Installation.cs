using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Accounts.Custody;
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
    public static async Task<Installation> OpenAsync(HostSettings settings, bool holdsKeys, TimeProvider clock, CancellationToken ct)
    {
        PrepareDirectory(settings.DataDirectory);
        EmbeddedPostgres? server = null;
        Databases? databases = null;
        try
        {
            if (settings.ConnectionString is null)
                server = await EmbeddedPostgres.StartAsync(new() { RootDirectory = ClusterFolder.For(settings.DataDirectory), BinDirectory = settings.PostgresPrograms }, ct);
            databases = await Databases.OpenAsync(settings.ConnectionString ?? server!.ConnectionString, ct);
            var key = holdsKeys ? await MasterKeyFile.OpenAsync(databases, settings.MasterKeyFile, settings.DataDirectory, clock, ct) : null;
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
