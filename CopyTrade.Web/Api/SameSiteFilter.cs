using CopyTrade.Infrastructure.Accounts.ApiKeys;
using CopyTrade.Infrastructure.Alerts;

namespace CopyTrade.Web.Api;

/// <summary>A write with a cookie must come from our own pages: a browser says where a request comes from, and another site cannot make it lie.</summary>
internal sealed class SameSiteFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        return reads || HasKey(http) || IsOwn(http.Request)
            ? await next(context)
            : ApiProblem.Of(StatusCodes.Status403Forbidden, ApiCode.CrossSite, "A change with a cookie must come from this site; programs send an API key.");
    }

    private static bool HasKey(HttpContext http) => http.User.Identities.Any(identity => identity.AuthenticationType is ApiKeyAuthenticationHandler.Scheme or AlertSenderHandler.Scheme);

    private static bool IsOwn(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] == "same-origin"
        || (Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value && origin.Scheme == request.Scheme);
}
