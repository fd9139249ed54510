using System.Globalization;
using System.Text;

namespace CopyTrade.Web.Features;

/// <summary>Rows for a spreadsheet, RFC 4180, with cells of any kind.</summary>
internal sealed class CsvTable
{
    private readonly StringBuilder _text = new();

    public CsvTable(params string[] names)
    {
        if (names.Length > 0) Row(names);
    }

    public CsvTable Row(params object?[] values)
    {
        _text.AppendJoin(',', values.Select(Cell)).Append("\r\n");
        return this;
    }

    public override string ToString() => _text.ToString();

    // Numbers and times are ours; text may be anybody's. Research gives all figures of a number and times to the second.
    private static string Cell(object? value) => value switch
    {
        null => "",
        decimal number => number.ToString("0.############", CultureInfo.InvariantCulture),
        int number => number.ToString(CultureInfo.InvariantCulture),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        _ => CsvText.Of(value.ToString()),
    };
}
