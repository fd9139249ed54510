using CopyTrade.Infrastructure.Persistence.Identity;

namespace CopyTrade.Infrastructure.Persistence;

/// <summary>
/// Enums as the database and the API write them: <c>BelowMinOrderSize</c> is <c>below_min_order_size</c>. Dapper passes
/// over type handlers of enums, so SQL gets <c>value.ToText()</c> and rows hold text.
/// </summary>
public static class EnumText
{
    public static string ToText<T>(this T value) where T : struct, Enum => Words<T>.Text.TryGetValue(value, out var text)
        ? text
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"Not a {typeof(T).Name}.");

    /// <exception cref="FormatException">No such word.</exception>
    public static T Parse<T>(string text) where T : struct, Enum => TryParse<T>(text, out var value) ? value
        : throw new FormatException($"'{text}' is not a {typeof(T).Name}.");

    public static bool TryParse<T>(string? text, out T value) where T : struct, Enum
    {
        value = default;
        return text is not null && Words<T>.Values.TryGetValue(text, out value);
    }

    private static class Words<T> where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Text = Enum.GetValues<T>().Distinct().ToDictionary(value => value, value => SnakeCase.Of(value.ToString()));
        public static readonly Dictionary<string, T> Values = Text.ToDictionary(pair => pair.Value, pair => pair.Key, StringComparer.Ordinal);
    }
}
