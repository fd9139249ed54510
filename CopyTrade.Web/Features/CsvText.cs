using System.Globalization;
using System.Text;

namespace CopyTrade.Web.Features;

/// <summary>Cells of a CSV file that a spreadsheet may open: text never becomes a formula.</summary>
public static class CsvText
{
    /// <summary>A text of any origin. One that begins as a formula does is led by an apostrophe.</summary>
    public static string Of(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : new StringBuilder(safe).Replace("\"", "\"\"").Insert(0, '"').Append('"').ToString();
    }

    /// <summary>A number of ours: digits, a point and a sign, which no spreadsheet takes for a formula.</summary>
    public static string Of(decimal? number) => number?.ToString("0.########", CultureInfo.InvariantCulture) ?? "";

    /// <summary>ISO 8601, UTC, to the millisecond.</summary>
    public static string Of(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
}
