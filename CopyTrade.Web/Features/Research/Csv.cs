using System.Globalization;
using System.Text;

namespace CopyTrade.Web.Features.Research;

/// <summary>Rows for a spreadsheet: RFC 4180, and no text that a spreadsheet would run as a formula.</summary>
internal sealed class Csv
{
    private static readonly char[] Formula = ['=', '+', '-', '@', '\t', '\r', '\n'];
    private readonly StringBuilder _text = new();

    public Csv(params string[] names) => Row(names);

    public Csv Row(params object?[] values)
    {
        _text.AppendJoin(',', values.Select(Cell)).Append("\r\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    // Numbers and times are ours; text may be anybody's.
    private static string Cell(object? value) => value switch
    {
        null => "",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        _ => Text(value.ToString() ?? ""),
    };

    private static string Text(string text)
    {
        if (text.Length > 0 && Formula.Contains(text[0])) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
