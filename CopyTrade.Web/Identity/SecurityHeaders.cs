namespace CopyTrade.Web.Identity;

/// <summary>Headers on every answer. No page has an inline script, so the policy allows none and needs no nonce.</summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    // Styles: Radzen and the charts place things by style attributes, which a nonce cannot cover.
    private const string ContentPolicy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private const string Permissions =
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), clipboard-write=(self), publickey-credentials-get=(self), publickey-credentials-create=(self)";

    public Task InvokeAsync(HttpContext context)
    {
        // As late as possible: Blazor writes a content security policy of its own when it answers.
        context.Response.OnStarting(static state =>
        {
            var response = (HttpResponse)state;
            var headers = response.Headers;
            headers.ContentSecurityPolicy = ContentPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers.XFrameOptions = "DENY";
            headers["Referrer-Policy"] = "same-origin";
            headers["Permissions-Policy"] = Permissions;
            headers["Cross-Origin-Opener-Policy"] = "same-origin";
            // A page holds one person's money and sometimes a secret shown once: no cache, no back-button copy.
            if (response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, context.Response);
        return next(context);
    }
}
