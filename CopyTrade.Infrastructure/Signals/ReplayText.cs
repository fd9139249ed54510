using System.Globalization;
using System.Text;
using System.Text.Json;
using CopyTrade.Domain.Signals;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Signals;

/// <summary>A replay's report as JSON lines, a summary last. The same report is the same bytes.</summary>
public static class ReplayText
{
    public static string Write(ReplayReport report)
    {
        var text = new StringBuilder();
        foreach (var line in report.Lines) text.Append(Line(line)).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $$"""{"validated":{{report.Validated}},"rejected":{{report.Rejected}}}""").Append('\n');
        return text.ToString();
    }

    private static string Line(ReplayLine line)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("line", line.Line);
            if (line.IntentId is { } id) json.WriteString("intent_id", id);
            json.WriteString("result", line.IsValidated ? "validated" : "rejected");
            if (line.Code is { } code) json.WriteString("code", code.ToText());
            if (line.Field is { } field) json.WriteString("field", field);
            if (line.Message is { } message) json.WriteString("message", message);
            if (line.Size is { } size) json.WriteNumber("size_usdc", size.Amount);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
