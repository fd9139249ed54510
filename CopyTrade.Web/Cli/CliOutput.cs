using System.CommandLine;
using System.Text.Json;

namespace CopyTrade.Web.Cli;

/// <summary>A verb's result: a sentence for people, or one JSON document with <c>--json</c>.</summary>
internal static class CliOutput
{
    public static readonly Option<bool> Json = new("--json") { Description = "Print the result as one JSON document.", Recursive = true };

    private static readonly JsonSerializerOptions Snake = new(JsonSerializerDefaults.Web) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task WriteAsync(this CliEnvironment environment, ParseResult parsed, string text, object json) =>
        environment.Out.WriteLineAsync(parsed.GetValue(Json) ? JsonSerializer.Serialize(json, Snake) : text);
}
