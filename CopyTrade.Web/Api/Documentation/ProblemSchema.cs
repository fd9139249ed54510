using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace CopyTrade.Web.Api.Documentation;

/// <summary>The one shape of refusals, with the closed list of codes.</summary>
internal static class ProblemSchema
{
    public const string Name = "Problem";

    public static OpenApiSchema Create() => new()
    {
        Type = JsonSchemaType.Object,
        Description = "A refusal (RFC 9457). Branch on `code`; `detail` is a sentence for people.",
        Required = new HashSet<string> { "code", "detail", "status", "title" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["code"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = string.Join('\n', ProblemCodes.All.Select(code => $"- `{code.Key}`: {code.Value}")),
                Enum = [.. ProblemCodes.All.Keys.Select(code => JsonValue.Create(code))],
            },
        },
    };

    public static JsonNode Example() => new JsonObject
    {
        ["type"] = "https://tools.ietf.org/html/rfc9110#section-15.5.1",
        ["title"] = "Bad Request",
        ["status"] = 400,
        ["detail"] = "The limit is a number from 1 to 200.",
        ["code"] = ApiCode.LimitInvalid,
    };
}
