using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Alerts;
using CopyTrade.Infrastructure.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Alerts;

/// <summary>
/// Whoever sends alerts as a source: <c>Authorization: Bearer cts_…</c>, or a message signed as Standard Webhooks say, at an
/// address with <c>?from=src_…</c>. Good for sending alerts and for nothing else.
/// </summary>
public sealed class AlertSenderHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, AlertSenders senders)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "AlertSource";
    public const string SourceClaim = "copytrade:alert-source";
    public const string NameClaim = "copytrade:alert-source-name";
    public const string WebhookClaim = "copytrade:webhook-id";
    private const string Bearer = "Bearer ";
    private const int Largest = 64 * 1024;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (header?.StartsWith(Bearer + "cts_", StringComparison.OrdinalIgnoreCase) == true)
            return await senders.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is { } sender ? Known(sender, null) : AuthenticateResult.Fail("The source's secret is not valid.");
        string? id = Request.Headers["webhook-id"];
        if (string.IsNullOrEmpty(id)) return AuthenticateResult.NoResult();
        if (!NewAlert.IsKey(id) || !long.TryParse(Request.Headers["webhook-timestamp"], NumberStyles.None, CultureInfo.InvariantCulture, out var timestamp)) return AuthenticateResult.Fail("The signed message has no id or time.");
        var body = await ReadAsync();
        return body is not null && await senders.FindAsync(Request.Query["from"], id, timestamp, Request.Headers["webhook-signature"].ToString(), body, Context.RequestAborted) is { } signer
            ? Known(signer, id)
            : AuthenticateResult.Fail("The signature is not valid, or not of now.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    // Read once to be checked, and once more by whoever serves the request. Null for one that is too large.
    private async Task<byte[]?> ReadAsync()
    {
        if (Context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = Largest;
        Request.EnableBuffering(Largest, Largest);
        try
        {
            using var buffer = new MemoryStream();
            await Request.Body.CopyToAsync(buffer, Context.RequestAborted);
            return buffer.ToArray();
        }
        catch (Exception e) when (e is BadHttpRequestException or IOException)
        {
            return null;
        }
        finally
        {
            Request.Body.Position = 0;
        }
    }

    private static AuthenticateResult Known(AlertSender sender, string? webhook)
    {
        var identity = new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, sender.Tenant.Owner.ToString()),
            new Claim(AccountClaims.Tenant, sender.Tenant.Tenant.ToString()),
            new Claim(AccountClaims.Scope, ApiKeyScope.AlertsWrite),
            new Claim(SourceClaim, sender.SourceId.ToString("D")),
            new Claim(NameClaim, sender.Name),
            .. webhook is null ? Array.Empty<Claim>() : [new Claim(WebhookClaim, webhook)],
        ], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }
}
