using System.Globalization;

namespace CopyTrade.Web.Shared;

/// <summary>
/// Numbers as people type them: 2.50 and 2,50 are the same. What could be meant in two ways (1,000 or 1.000,50) is refused with a
/// sentence and never guessed: a comma read wrongly is a hundred times the money.
/// </summary>
public static class TypedNumber
{
    /// <summary>No amount, count or price of this product comes near it.</summary>
    private const decimal Largest = 1_000_000_000m;

    /// <summary>A number as it stands in a field before it is changed.</summary>
    public static string Write(decimal value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    /// <summary>The number, zero or more; null for nothing typed, and with the reason for anything else.</summary>
    public static (decimal? Value, string? Problem) Read(string? text, bool isWhole = false)
    {
        var typed = text?.Trim() ?? "";
        if (typed.Length == 0) return (null, null);
        var marks = typed.Count(sign => sign is '.' or ',');
        if (marks > 1 || !typed.All(sign => char.IsAsciiDigit(sign) || sign is '.' or ',') || marks == typed.Length) return (null, "Type digits with one point or comma at most, such as 2.50 or 1000.50.");
        var (whole, part) = typed.Split('.', ',') is [var before, var after] ? (before, after) : (typed, "");
        if (IsThousands(whole, part)) return (null, $"{typed} can be read in two ways: type {whole}{part}, or {whole}.{part.TrimEnd('0').PadRight(2, '0')}{(part.EndsWith('0') ? "" : "0")}.");
        if (isWhole && marks > 0) return (null, "Type a whole number, without a point or a comma.");
        return decimal.TryParse($"0{whole}.{part.TrimEnd('0')}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value <= Largest ? (value, null) : (null, "This number is too large.");
    }

    /// <summary>The number; null for nothing typed and for what is none.</summary>
    public static decimal? Of(string? text) => Read(text).Value;

    // 12,000 and 12.000; what begins with a zero can be no group of thousands.
    private static bool IsThousands(string whole, string part) => part.Length == 3 && whole is { Length: > 0 and <= 3 } && whole[0] != '0';
}
