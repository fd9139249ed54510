using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace CopyTrade.Web.Api.Documentation;

/// <summary><c>/openapi/v1.json</c>: every operation with words, examples, who may call it and what refusals look like.</summary>
internal static class ApiDescription
{
    public const string Name = "v1";
    private static readonly string[] Besides = ["health", "status", "intent", "intent/stats"];

    private const string About = """
        Copy trading, rules and figures of one installation. JSON under `/api/v1/poly` is snake_case, elsewhere camelCase. Money, prices and shares are numbers with up to six decimals (a request may send them as decimal strings), times ISO 8601 UTC.
        Lists answer `{"items": […], "next": …}`. Writes that take an `Idempotency-Key` are done once for each key and answered again. Refusals are problem documents (RFC 9457) with a stable `code`. 600 requests a minute for each key.
        How to call it in a safe order: `/skill.md`.
        """;

    public static IServiceCollection AddApiDescription(this IServiceCollection services, string version) => services.AddOpenApi(Name, options =>
    {
        options.ShouldInclude = description => description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true || Besides.Contains(description.RelativePath);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo { Title = "CopyTrade", Version = version, Description = About };
            document.AddComponent(ProblemSchema.Name, ProblemSchema.Create());
            document.AddComponent(ApiSecurity.Key, ApiSecurity.KeyScheme());
            document.AddComponent(ApiSecurity.Session, ApiSecurity.SessionScheme());
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            OperationWriter.Write(operation, context);
            return Task.CompletedTask;
        });
    });
}
