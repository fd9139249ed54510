using System.Security.Cryptography;
using System.Text;
using CopyTrade.Domain.Operations;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>
/// Opens the master key at start and proves that it belongs to the database. The file holds 64 hexadecimal digits. It is
/// made on the first start only: inside the data directory, and while the database has never seen a key.
/// </summary>
public static class MasterKeyFile
{
    private const string SelectCheck = "select mac from custody_check";

    /// <exception cref="StartupException">No file, an unreadable one, or the key of another database.</exception>
    public static async Task<MasterKey> OpenAsync(Databases databases, string file, string dataDirectory, TimeProvider clock, CancellationToken ct)
    {
        await using var connection = await databases.For(databases.Has(DatabaseRole.App) ? DatabaseRole.App : DatabaseRole.Worker).OpenConnectionAsync(ct);
        var recorded = await connection.QuerySingleOrDefaultAsync<byte[]>(new CommandDefinition(SelectCheck, cancellationToken: ct));
        // A rotation that was interrupted at its very end left the key of the database beside the old one.
        if (recorded is not null && File.Exists(NextOf(file)) && await ReadAsync(NextOf(file), file, ct) is { } next)
        {
            if (next.Fits(recorded)) return next;
            next.Dispose();
        }

        if (!File.Exists(file)) Create(file, dataDirectory, isKeyInUse: recorded is not null);

        var key = await ReadAsync(file, file, ct);
        if (recorded is null)
        {
            // Two hosts may start at once: the first row counts, and both compare with it.
            await connection.ExecuteAsync(new CommandDefinition(
                "insert into custody_check (mac, created_at) values (@Mac, @Now) on conflict do nothing", new { Mac = key.CheckValue(), Now = clock.GetUtcNow() }, cancellationToken: ct));
            recorded = await connection.QuerySingleAsync<byte[]>(new CommandDefinition(SelectCheck, cancellationToken: ct));
        }

        if (CryptographicOperations.FixedTimeEquals(recorded, key.CheckValue())) return key;
        key.Dispose();
        throw new StartupException($"The master key in {file} is not the one that this database was encrypted with: restore the right file.");
    }

    /// <summary>Where a rotation keeps the key that is to come.</summary>
    public static string NextOf(string file) => file + ".next";

    /// <summary>Where a rotation leaves the key that was.</summary>
    public static string PreviousOf(string file) => file + ".previous";

    /// <exception cref="FormatException">Not 64 hexadecimal digits.</exception>
    internal static MasterKey Parse(string text, string? file = null)
    {
        var bytes = Convert.FromHexString(text.Trim());
        if (bytes.Length != MasterKey.Length) throw new FormatException("A master key is 64 hexadecimal digits.");
        var key = new MasterKey(bytes) { File = file };
        CryptographicOperations.ZeroMemory(bytes);
        return key;
    }

    /// <summary>A file with a fresh key that only this program's user may read; one that is there already counts.</summary>
    internal static void CreateNew(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var draft = $"{file}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var stream = new FileStream(draft, options))
        {
            stream.Write(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(MasterKey.Length))));
            stream.Flush(flushToDisk: true);   // before anything is encrypted with it
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(draft);   // another host was first: its key counts
        }
    }

    private static void Create(string file, string dataDirectory, bool isKeyInUse)
    {
        if (isKeyInUse) throw new StartupException($"The master key file {file} is missing, and the wallets in the database are encrypted with it: restore it from your backup.");
        if (!IsInside(file, dataDirectory)) throw new StartupException($"Keys__MasterKeyFile names {file}, which does not exist: create it with 'openssl rand -hex 32', readable by this program only.");
        CreateNew(file);
    }

    private static async Task<MasterKey> ReadAsync(string file, string home, CancellationToken ct)
    {
        try
        {
            return Parse(await File.ReadAllTextAsync(file, ct), home);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new StartupException($"The master key file {file} does not hold 64 hexadecimal digits: restore the right file.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The master key file {file} cannot be read: let this program's user read it.", e);
        }
    }

    private static bool IsInside(string file, string directory) =>
        !Path.GetRelativePath(Path.GetFullPath(directory), Path.GetFullPath(file)).StartsWith("..", StringComparison.Ordinal);
}
