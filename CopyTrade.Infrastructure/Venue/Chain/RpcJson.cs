using System.Text.Json;
using CopyTrade.Domain.Venue;
using CopyTrade.Domain.Venue.Chain;

namespace CopyTrade.Infrastructure.Venue.Chain;

/// <summary>Reads what nodes write. Whatever is not as it should be is a node that cannot be believed.</summary>
internal static class RpcJson
{
    /// <exception cref="VenueUnavailableException">Not a number.</exception>
    public static UInt256 Number(this JsonElement element) => element.ValueKind == JsonValueKind.String && UInt256.TryParseHex(element.GetString(), out var value)
        ? value : throw Unreadable("a number");

    /// <exception cref="VenueUnavailableException">Not a number, or a very large one.</exception>
    public static long Count(this JsonElement element) => element.Number().Value is var value && value <= long.MaxValue ? (long)value : throw Unreadable("a count");

    /// <exception cref="VenueUnavailableException">Not bytes.</exception>
    public static byte[] Bytes(this JsonElement element)
    {
        var text = element.ValueKind == JsonValueKind.String ? element.GetString()! : throw Unreadable("bytes");
        try
        {
            return text.StartsWith("0x", StringComparison.Ordinal) ? Convert.FromHexString(text.AsSpan(2)) : throw Unreadable("bytes");
        }
        catch (FormatException)
        {
            throw Unreadable("bytes");
        }
    }

    /// <exception cref="VenueUnavailableException">No such field.</exception>
    public static JsonElement Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) ? value : throw Unreadable(name);

    private static VenueUnavailableException Unreadable(string what) => new($"The chain's node answered something else than {what}.");
}
