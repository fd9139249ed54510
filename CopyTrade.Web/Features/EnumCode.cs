using System.Text.Json;

namespace CopyTrade.Web.Features;

/// <summary>An enum value as its stable code: the same snake_case word as in the database, the API and the metrics.</summary>
public static class EnumCode
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>The value of that name; null for none.</summary>
    public static TEnum? Find<TEnum>(string? text)
        where TEnum : struct, Enum => Enum.GetValues<TEnum>().Cast<TEnum?>().FirstOrDefault(value => Of(value!.Value) == text);
}
