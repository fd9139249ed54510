using System.Text;

namespace CopyTrade.Domain.Venue;

/// <summary>Addresses in the spelling whose capital letters are a checksum (EIP-55): one wrong digit passes once in about 4,000 times.</summary>
public static class ChecksumAddress
{
    /// <summary>The address with its checksum: 0x and 40 hexadecimal digits in mixed case.</summary>
    public static string Of(WalletAddress address)
    {
        var digits = address.Value.AsSpan(2);
        var hash = Keccak256.Hash(Encoding.ASCII.GetBytes(address.Value[2..]));
        var text = new StringBuilder("0x", 42);
        for (var i = 0; i < digits.Length; i++)
        {
            var nibble = i % 2 == 0 ? hash[i / 2] >> 4 : hash[i / 2] & 0xf;
            text.Append(nibble >= 8 ? char.ToUpperInvariant(digits[i]) : digits[i]);
        }

        return text.ToString();
    }

    /// <summary>True when the capital letters of the text are those of its checksum.</summary>
    public static bool Matches(string text) => WalletAddress.TryParse(text, out var address) && Of(address) == text.Trim();
}
