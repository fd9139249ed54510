using System.Globalization;
using System.Text.RegularExpressions;

namespace CopyTrade.Web.Shared;

/// <summary>A stored value of an order's history as a person reads it: names in words, money as money, hashes short.</summary>
public static partial class StoryValue
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["usedLastDay"] = "spent in 24 h before it",
        ["usedLastHour"] = "orders in 1 h before it",
        ["venueOrderId"] = "order",
        ["matchedShares"] = "matched shares",
        ["retryAfterSeconds"] = "venue asks to wait, s",
    };

    private static readonly HashSet<string> Money = ["notional", "usedLastDay", "fee"];

    private static readonly HashSet<string> Prices = ["price"];

    private static readonly HashSet<string> Shares = ["shares", "matchedShares"];

    public static (string Name, string Value) Of(string name, string value) => (
        Names.GetValueOrDefault(name) ?? Upper().Replace(name, m => " " + m.Value.ToLowerInvariant()).Replace('_', ' '),
        Money.Contains(name) && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? Math.Abs(amount) is > 0m and < 0.005m ? Format.UsdFine(amount) : Format.Usd(amount)
            : Prices.Contains(name) && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var price) ? Format.Cents(price)
            : Shares.Contains(name) && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var shares) ? Format.Shares(shares)
            : value.StartsWith("0x", StringComparison.Ordinal) ? Format.ShortAddress(value)
            : value);

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Upper();
}
