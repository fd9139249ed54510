using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace CopyTrade.Infrastructure.Accounts.Custody;

/// <summary>
/// The master key of this process, and those that a rotation leaves beside it: the next one, and the one before. Files are
/// looked at when a secret does not open, so that a running host takes part in a rotation without a restart. Thread-safe.
/// </summary>
internal sealed class MasterKeyRing(MasterKey current)
{
    private static readonly ConcurrentDictionary<(string File, DateTime Written), MasterKey> Read = [];

    public MasterKey Current => current;

    /// <summary>Keys other than the current one that are to be had now.</summary>
    public IEnumerable<MasterKey> Others() => current.File is not { } file ? []
        : new[] { file, MasterKeyFile.NextOf(file), MasterKeyFile.PreviousOf(file) }.Select(ReadFile).OfType<MasterKey>().Where(key => !key.IsSame(current));

    /// <summary>The key that a keyed hash belongs to; null when it is not to be had.</summary>
    public MasterKey? Of(byte[] check) => current.Fits(check) ? current : Others().FirstOrDefault(key => key.Fits(check));

    /// <summary>The key to seal with: the one that the database says it is encrypted with. A rotation may have given it another one since this host started.</summary>
    /// <param name="check">The keyed hash in the database; null while it has none.</param>
    public MasterKey ToSealWith(byte[]? check) => check is null ? current : Of(check) ?? current;

    /// <summary>The secret; the caller zeroes it.</summary>
    /// <exception cref="CryptographicException">No key that is to be had opens it there, or it was altered.</exception>
    public byte[] Open(SealedSecret secret, SecretPlace place)
    {
        try
        {
            return new EnvelopeCipher(current).Open(secret, place);
        }
        catch (CryptographicException e)
        {
            var other = Others().FirstOrDefault(other => new EnvelopeCipher(other).OpensKey(secret.WrappedKey, place))
                ?? throw new CryptographicException($"The stored secret {place} cannot be opened with this master key.", e);
            return new EnvelopeCipher(other).Open(secret, place);
        }
    }

    private static MasterKey? ReadFile(string file)
    {
        try
        {
            if (!File.Exists(file)) return null;
            var written = File.GetLastWriteTimeUtc(file);
            if (!Read.TryGetValue((file, written), out var known)) Read[(file, written)] = known = MasterKeyFile.Parse(File.ReadAllText(file));
            return known;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
        {
            return null;   // whoever needs it says that the secret does not open
        }
    }
}
