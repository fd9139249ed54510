using System.Net;
using CopyTrade.Infrastructure.Operations;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Web.Api;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Hosting;

/// <summary><c>/health</c>, <c>/status</c>, <c>/metrics</c>: aggregates only. Anybody may ask for health; the rest is open on loopback and for operators elsewhere.</summary>
internal static class OperationsEndpoints
{
    public static void MapOperations(this WebApplication app)
    {
        app.MapGet("/health", HealthAsync).WithTags("Operations").Produces<HealthAnswer>().Produces<HealthAnswer>(StatusCodes.Status503ServiceUnavailable).DisableHttpMetrics();
        app.MapGet("/status", StatusAsync).WithTags("Operations").Produces<StatusReport>().DisableHttpMetrics().AddEndpointFilter(LocalOrOperatorAsync);
        app.MapGet("/metrics", ([FromServices] PrometheusText metrics) => Results.Text(metrics.Scrape(), "text/plain; version=0.0.4")).ExcludeFromDescription().AddEndpointFilter(LocalOrOperatorAsync);
    }

    private static async Task<IResult> HealthAsync(HttpContext http, [FromServices] HostHealth health, CancellationToken ct)
    {
        var report = await health.ReadAsync(ct);
        var local = IsLocal(http);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(
            new HealthAnswer(report.State.ToText(), HostFacts.Version, [.. report.Parts.Select(part => new HealthCheckAnswer(part.Name, part.State.ToText(), local ? part.Detail : null))]),
            statusCode: report.State == HealthState.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    private static async Task<IResult> StatusAsync([FromServices] StatusQuery status, CancellationToken ct) => Results.Json(await status.ReadAsync(ct));

    private static async ValueTask<object?> LocalOrOperatorAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (IsLocal(http)) return await next(context);
        if (http.RequestServices.GetService<IAuthenticationSchemeProvider>() is null) return ApiProblem.Of(StatusCodes.Status403Forbidden, ApiCode.Forbidden, "This is answered on loopback only.");

        var policy = await http.RequestServices.GetRequiredService<IAuthorizationPolicyProvider>().GetPolicyAsync(ApiPolicies.OperatorApi);
        if (policy is null) return ApiProblem.Of(StatusCodes.Status403Forbidden, ApiCode.Forbidden, "This is answered on loopback only.");
        var evaluator = http.RequestServices.GetRequiredService<Microsoft.AspNetCore.Authorization.Policy.IPolicyEvaluator>();
        var authentication = await evaluator.AuthenticateAsync(policy, http);
        var result = await evaluator.AuthorizeAsync(policy, authentication, http, resource: null);
        return result.Succeeded ? await next(context)
            : result.Challenged ? ApiProblem.Of(StatusCodes.Status401Unauthorized, ApiCode.Unauthenticated, "Send an operator's API key with the scope status:read.")
            : ApiProblem.Of(StatusCodes.Status403Forbidden, ApiCode.Forbidden, "This is for operators.");
    }

    private sealed record HealthAnswer(string Status, string Version, IReadOnlyList<HealthCheckAnswer> Checks);

    private sealed record HealthCheckAnswer(string Name, string State, string? Detail);

    /// <summary>A proxy on this machine connects from loopback too: it names whom it speaks for, and then nobody is local.</summary>
    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)
        && !http.Request.Headers.ContainsKey("X-Forwarded-For") && !http.Request.Headers.ContainsKey("Forwarded") && !http.Request.Headers.ContainsKey("Via");
}
