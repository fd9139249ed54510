using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CopyTrade.Infrastructure.Accounts.ApiKeys;

/// <summary><c>Authorization: Bearer ct_…</c></summary>
public sealed class ApiKeyAuthenticationHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyAuthenticator keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? header = Request.Headers.Authorization;
        if (header is null || !header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return AuthenticateResult.NoResult();
        if (await keys.FindAsync(header[Bearer.Length..].Trim(), Context.RequestAborted) is not { } key) return AuthenticateResult.Fail("The API key is not valid.");

        var identity = new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, key.Tenant.Owner.ToString()),
            new Claim(AccountClaims.Tenant, key.Tenant.Tenant.ToString()),
            new Claim(AccountClaims.ApiKey, key.KeyId.ToString()),
            .. key.Scopes.Select(scope => new Claim(AccountClaims.Scope, scope)),
            .. key.Roles.Select(role => new Claim(ClaimTypes.Role, role)),
        ], Scheme);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }
}
