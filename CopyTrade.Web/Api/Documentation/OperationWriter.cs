using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CopyTrade.Web.Api.Documentation;

/// <summary>Puts words, parameters, examples, scopes and refusals into the description of one operation.</summary>
internal static class OperationWriter
{
    private const string Json = "application/json";

    public static void Write(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        if (OperationTexts.Find(context.Description.HttpMethod, context.Description.RelativePath) is not { } text) return;
        var scope = ApiSecurity.ScopeOf(context.Description.ActionDescriptor.EndpointMetadata);
        (operation.OperationId, operation.Summary, operation.Description) = (text.Id, text.Summary, text.Description);
        foreach (var (name, query) in text.Query ?? new Dictionary<string, QueryText>()) Add(operation, Parameter(name, query.Named(name)));
        if (text.Idempotent) Add(operation, IdempotencyKey());
        if (text.Request is { } request && operation.RequestBody?.Content is { } body)
            foreach (var media in body.Values) media.Example = request.DeepClone();
        else if (text.Request is { } own) operation.RequestBody = ByExample(own);
        foreach (var (status, example) in text.Answers) Answer(operation, status, example);
        Refusals(operation, context.Document, scope);
        if (scope is not null) operation.Security = ApiSecurity.Requirements(scope, context.Document);
    }

    private static void Add(OpenApiOperation operation, OpenApiParameter parameter) => (operation.Parameters ??= []).Add(parameter);

    private static OpenApiParameter Parameter(string name, QueryText query) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = query.Says,
        Schema = new OpenApiSchema
        {
            Type = query.Type switch { "integer" => JsonSchemaType.Integer, "boolean" => JsonSchemaType.Boolean, _ => JsonSchemaType.String },
            Enum = query.Of is { } words ? [.. words.Select(word => JsonValue.Create(word))] : null!,
            Default = query.Usually is { } usually ? JsonValue.Create(usually) : null,
        },
    };

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = "Idempotency-Key",
        In = ParameterLocation.Header,
        Description = "The same key with the same request is done once and answered again; with another request it is refused. At most 200 printable ASCII characters.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 200 },
    };

    private static void Answer(OpenApiOperation operation, string status, JsonNode? example)
    {
        operation.Responses ??= [];
        if (!operation.Responses.TryGetValue(status, out var answer))
            operation.Responses[status] = answer = new OpenApiResponse { Description = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(int.Parse(status, CultureInfo.InvariantCulture)) };
        // What the framework assumes where an endpoint says nothing.
        if (status != "200" && operation.Responses.TryGetValue("200", out var assumed) && !assumed.HasBody()) operation.Responses.Remove("200");
        if (example is null || answer.Content is null) return;
        foreach (var media in answer.Content.Where(content => content.Key == Json)) media.Value.Example = example.DeepClone();
    }

    // A body that is read by a parser of its own has no type to be described by.
    private static OpenApiRequestBody ByExample(JsonNode example) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Json] = new()
            {
                Example = example.DeepClone(),
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = example.AsObject().ToDictionary(
                        member => member.Key, IOpenApiSchema (member) => new OpenApiSchema { Type = member.Value?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? JsonSchemaType.Number : JsonSchemaType.String }),
                },
            },
        },
    };

    private static bool HasBody(this IOpenApiResponse answer) => answer.Content is { Count: > 0 };

    private static void Refusals(OpenApiOperation operation, OpenApiDocument? document, string? scope)
    {
        operation.Responses ??= [];
        var content = new OpenApiMediaType { Schema = new OpenApiSchemaReference(ProblemSchema.Name, document), Example = ProblemSchema.Example() };
        operation.Responses["default"] = new OpenApiResponse { Description = "A refusal.", Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = content } };
        if (scope is null) return;
        operation.Responses.TryAdd("401", Refused("No valid API key.", document));
        operation.Responses.TryAdd("403", Refused($"The key lacks the scope {scope}.", document));
        operation.Responses.TryAdd("429", Refused("Too many requests; Retry-After says how long to wait.", document));
    }

    private static OpenApiResponse Refused(string words, OpenApiDocument? document) => new()
    {
        Description = words,
        Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(ProblemSchema.Name, document) } },
    };
}
