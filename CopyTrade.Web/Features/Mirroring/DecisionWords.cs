using System.Globalization;
using System.Text.Json;
using CopyTrade.Web.Shared;

namespace CopyTrade.Web.Features.Mirroring;

/// <summary>The compared values of a decision in words. Exact: a difference in the sixth decimal must be seen.</summary>
public static class DecisionWords
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["key"] = "idempotency key",
        ["book"] = "whose lots",
        ["sized_shares"] = "shares by size",
        ["limit"] = "limit price",
        ["left_of_ceiling"] = "left of your ceiling",
    };

    private static readonly HashSet<string> Dollars = ["market_minimum", "rules_want", "left_of_ceiling", "limit", "tick"];

    public static string Name(string name) => Names.GetValueOrDefault(name) ?? name.Replace('_', ' ');

    public static string Value(string name, string? value) => value switch
    {
        null => Format.None,
        _ when name == "reason" => ReasonWords.Of(Code(value)),
        _ when name is "branch" or "side" or "time_in_force" => Code(value).Replace('_', ' '),
        _ when Dollars.Contains(name) && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var dollars) => "$" + dollars.ToString("0.00######", CultureInfo.InvariantCulture),
        _ when value.Length > 24 && name is "key" or "book" or "market" or "token" => Format.ShortAddress(value),
        _ => value.Replace('_', ' '),
    };

    private static string Code(string value) => JsonNamingPolicy.SnakeCaseLower.ConvertName(value);
}
