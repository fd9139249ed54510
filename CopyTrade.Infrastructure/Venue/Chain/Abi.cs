using System.Numerics;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>The Ethereum ABI, as far as the venue's contracts need it: words, arrays of words, bytes, and tuples of these.</summary>
internal static class Abi
{
    private const int Size = 32;

    /// <summary>First four bytes of the hash of a function's signature.</summary>
    public static byte[] Selector(string signature) => Eip712.TypeHash(signature)[..4];

    /// <summary>Selector and arguments.</summary>
    public static byte[] Call(string signature, params ReadOnlySpan<AbiValue> arguments) => [.. Selector(signature), .. Values(arguments)];

    /// <summary>Words in their place; what has no fixed length behind them, with its offset in its place.</summary>
    private static byte[] Values(ReadOnlySpan<AbiValue> values)
    {
        var head = new List<byte>(Size * values.Length);
        var tail = new List<byte>();
        foreach (var value in values)
        {
            if (value is AbiValue.Word word)
            {
                head.AddRange(word.Bytes);
                continue;
            }

            head.AddRange(Word((Size * values.Length) + tail.Count));
            tail.AddRange(Body(value));
        }

        return [.. head, .. tail];
    }

    private static byte[] Body(AbiValue value) => value switch
    {
        AbiValue.Array array => [.. Word(array.Words.Count), .. array.Words.SelectMany(word => word)],
        AbiValue.Blob blob => [.. Word(blob.Bytes.Length), .. blob.Bytes, .. new byte[(Size - (blob.Bytes.Length % Size)) % Size]],
        AbiValue.Tuple tuple => Values(tuple.Items),
        AbiValue.Tuples tuples => [.. Word(tuples.Items.Length), .. Values(tuples.Items)],
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    /// <exception cref="FormatException">The answer is shorter than that.</exception>
    public static BigInteger Number(ReadOnlySpan<byte> answer, int word = 0) => answer.Length >= Size * (word + 1)
        ? new BigInteger(answer.Slice(Size * word, Size), isUnsigned: true, isBigEndian: true)
        : throw new FormatException($"A contract answered {answer.Length} bytes where word {word} was expected.");

    /// <summary>An answer that is one array of numbers.</summary>
    /// <exception cref="FormatException">The answer is not that.</exception>
    public static IReadOnlyList<BigInteger> Numbers(ReadOnlySpan<byte> answer)
    {
        var offset = Number(answer);
        if (offset != Size) throw new FormatException("A contract answered something else than one array.");
        var count = Number(answer, 1);
        if (count * Size > answer.Length - (2 * Size)) throw new FormatException("A contract answered an array that is cut off.");
        var numbers = new BigInteger[(int)count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = Number(answer, 2 + i);
        return numbers;
    }

    /// <summary>Bytes of any length whose offset stands in a word.</summary>
    /// <exception cref="FormatException">They are cut off.</exception>
    public static byte[] Blob(ReadOnlySpan<byte> answer, int word)
    {
        var at = Number(answer, word);
        if (at > answer.Length - Size) throw new FormatException("A contract's bytes begin behind their end.");
        var rest = answer[(int)at..];
        var length = Number(rest);
        return length <= rest.Length - Size ? rest.Slice(Size, (int)length).ToArray() : throw new FormatException("A contract's bytes are cut off.");
    }

    /// <summary>An account in a word.</summary>
    /// <exception cref="FormatException">Not one, or the zero address.</exception>
    public static WalletAddress Address(ReadOnlySpan<byte> answer, int word) => answer.Length >= Size * (word + 1)
        ? WalletAddress.Parse(PrefixedHex.Of(answer.Slice((Size * word) + 12, 20)))
        : throw new FormatException("An address was expected where there is nothing.");

    private static byte[] Word(int value) => ((AbiValue.Word)AbiValue.Of(new BigInteger(value))).Bytes;
}
