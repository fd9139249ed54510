using System.Numerics;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>An argument of a contract's function.</summary>
internal abstract record AbiValue
{
    private AbiValue()
    {
    }

    public static AbiValue Of(WalletAddress address) => new Word(Pad(Convert.FromHexString(address.Value.AsSpan(2))));

    public static AbiValue Of(BigInteger number) => new Word(Pad(number.ToByteArray(isUnsigned: true, isBigEndian: true)));

    public static AbiValue Of(bool value) => Of(value ? BigInteger.One : BigInteger.Zero);

    public static AbiValue OfBytes32(string hex) => new Word(Convert.FromHexString(hex.AsSpan(2)));

    public static AbiValue OfMany(IEnumerable<BigInteger> numbers) => new Array([.. numbers.Select(number => ((Word)Of(number)).Bytes)]);

    public static AbiValue OfMany(IEnumerable<WalletAddress> addresses) => new Array([.. addresses.Select(address => ((Word)Of(address)).Bytes)]);

    public static AbiValue OfBytes(byte[] bytes) => new Blob(bytes);

    public static AbiValue OfTuple(params ReadOnlySpan<AbiValue> items) => new Tuple([.. items]);

    public static AbiValue OfTuples(params ReadOnlySpan<AbiValue> tuples) => new Tuples([.. tuples]);

    private static byte[] Pad(byte[] bytes) => [.. new byte[32 - bytes.Length], .. bytes];

    internal sealed record Word(byte[] Bytes) : AbiValue;

    internal sealed record Array(IReadOnlyList<byte[]> Words) : AbiValue;

    /// <summary>Bytes of any length.</summary>
    internal sealed record Blob(byte[] Bytes) : AbiValue;

    /// <summary>A tuple with something of varying length in it.</summary>
    internal sealed record Tuple(AbiValue[] Items) : AbiValue;

    /// <summary>An array of such tuples.</summary>
    internal sealed record Tuples(AbiValue[] Items) : AbiValue;
}
