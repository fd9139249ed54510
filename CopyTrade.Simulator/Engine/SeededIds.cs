using System.Security.Cryptography;
using System.Text;

namespace CopyTrade.Simulator.Engine;

/// <summary>Ids that repeat with the seed: a hash of seed, purpose and cause.</summary>
internal sealed class SeededIds(int seed)
{
    private long _next;

    /// <summary>How many ids were numbered, so that a later run goes on and repeats none.</summary>
    public long Numbered
    {
        get => Interlocked.Read(ref _next);
        set => Interlocked.Exchange(ref _next, value);
    }

    public byte[] Bytes(string purpose, string cause) => SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}|{purpose}|{cause}"));

    public string Hash(string purpose, string cause) => "0x" + Convert.ToHexStringLower(Bytes(purpose, cause));

    public string NextHash(string purpose) => Hash(purpose, Next());

    public string NextGuid(string purpose) => Guid(purpose, Next());

    public string Guid(string purpose, string cause) => new Guid(Bytes(purpose, cause).AsSpan(0, 16)).ToString("D");

    public string Address(string cause) => string.Concat("0x", Convert.ToHexStringLower(Bytes("address", cause).AsSpan(0, 20)));

    public string Token(string cause)
    {
        var bytes = Bytes("token", cause);
        bytes[0] |= 0x80; // 77 or 78 digits, like most of the venue's
        return new System.Numerics.BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private string Next() => Interlocked.Increment(ref _next).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
