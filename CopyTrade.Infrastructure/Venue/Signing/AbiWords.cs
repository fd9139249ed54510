using System.Buffers.Binary;
using System.Numerics;

namespace CopyTrade.Infrastructure.Venue.Signing;

/// <summary>Writes 32-byte words of the Ethereum ABI, the only encoding that typed data needs.</summary>
internal ref struct AbiWords(Span<byte> target)
{
    private readonly Span<byte> _target = target;
    private int _at;

    public const int Size = 32;

    public void Bytes32(ReadOnlySpan<byte> word) => word.CopyTo(Next());

    public void Number(long value) => BinaryPrimitives.WriteInt64BigEndian(Next()[24..], value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)));

    public void Number(BigInteger value)
    {
        var word = Next();
        var length = value.GetByteCount(isUnsigned: true);
        value.TryWriteBytes(word[(Size - length)..], out _, isUnsigned: true, isBigEndian: true);
    }

    public void Address(string hex) => Convert.FromHexString(hex.AsSpan(2), Next()[12..], out _, out _);

    public void Text(string utf8) => Bytes32(EthereumSigner.Keccak256(System.Text.Encoding.UTF8.GetBytes(utf8)));

    private Span<byte> Next()
    {
        var word = _target.Slice(_at, Size);
        word.Clear();
        _at += Size;
        return word;
    }
}
