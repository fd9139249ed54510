using System.Numerics;
using CopyTrade.Infrastructure.Venue.Signing;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>The Ethereum ABI, as far as the venue's contracts need it: words, and arrays of words.</summary>
internal static class Abi
{
    private const int Size = 32;

    /// <summary>First four bytes of the hash of a function's signature.</summary>
    public static byte[] Selector(string signature) => Eip712.TypeHash(signature)[..4];

    /// <summary>Selector and arguments: words in their place, arrays behind them with their offset in their place.</summary>
    public static byte[] Call(string signature, params ReadOnlySpan<AbiValue> arguments)
    {
        var head = new List<byte>(4 + (Size * arguments.Length));
        var tail = new List<byte>();
        head.AddRange(Selector(signature));
        foreach (var argument in arguments)
        {
            if (argument is AbiValue.Array array)
            {
                head.AddRange(Word((Size * arguments.Length) + tail.Count));
                tail.AddRange(Word(array.Words.Count));
                foreach (var word in array.Words) tail.AddRange(word);
            }
            else
            {
                head.AddRange(((AbiValue.Word)argument).Bytes);
            }
        }

        return [.. head, .. tail];
    }

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

    private static byte[] Word(int value) => ((AbiValue.Word)AbiValue.Of(new BigInteger(value))).Bytes;
}
