using System.Globalization;
using System.Numerics;

namespace CopyTrade.Simulator.Chain;

/// <summary>Reads the words of a contract call: hexadecimal text with a selector in front.</summary>
internal readonly record struct CallData(string Hex)
{
    public string Selector => Hex.Length >= 10 ? Hex[..10] : "0x";

    public string Address(int word) => string.Concat("0x", Word(word).AsSpan(24));

    public string Bytes32(int word) => string.Concat("0x", Word(word));

    public BigInteger Number(int word) => BigInteger.Parse(string.Concat("0", Word(word)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    /// <summary>Where an array begins, as the number of its first word; its length stands before that.</summary>
    public int ArrayAt(int word) => (int)(Number(word) / 32) + 1;

    private string Word(int word) => Hex.Substring(10 + (64 * word), 64);
}
