using CopyTrade.Domain.Accounts;
using CopyTrade.Web.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace CopyTrade.Web.Api.Documentation;

/// <summary>Who may call an operation: a key with a scope, or a person who is signed in.</summary>
internal static class ApiSecurity
{
    public const string Key = "apiKey";
    public const string Session = "session";

    public static OpenApiSecurityScheme KeyScheme() => new()
    {
        Type = SecuritySchemeType.Http,
        Scheme = "bearer",
        BearerFormat = "ct_…",
        Description = $"`Authorization: Bearer <key>`; keys are made on the account page or with the verb `api-key add`. Each operation names the scope that the key needs. Scopes: {string.Join(", ", ApiKeyScope.All.Select(scope => $"`{scope}`"))}.",
    };

    public static OpenApiSecurityScheme SessionScheme() => new()
    {
        Type = SecuritySchemeType.ApiKey,
        In = ParameterLocation.Cookie,
        Name = IdentityModule.SessionCookie,
        Description = "The cookie of a person who is signed in; changes must come from this site.",
    };

    /// <summary>The scope that a key needs here; null where nobody has to be known.</summary>
    public static string? ScopeOf(IEnumerable<object> metadata) => metadata.OfType<IAuthorizeData>().Select(data => data.Policy switch
    {
        ApiPolicies.AlertSender => ApiKeyScope.AlertsWrite,
        ApiPolicies.EitherJobs => ApiKeyScope.AlertsRead,
        { } policy when policy.StartsWith(ApiPolicies.ScopePrefix, StringComparison.Ordinal) => policy[ApiPolicies.ScopePrefix.Length..],
        _ => null,
    }).LastOrDefault(scope => scope is not null);

    /// <summary>Either way in; a scope that no key can have leaves the person.</summary>
    public static IList<OpenApiSecurityRequirement> Requirements(string scope, OpenApiDocument? document)
    {
        List<OpenApiSecurityRequirement> ways = [new() { [new OpenApiSecuritySchemeReference(Session, document)] = [] }];
        if (ApiKeyScope.All.Contains(scope)) ways.Insert(0, new() { [new OpenApiSecuritySchemeReference(Key, document)] = [scope] });
        return ways;
    }
}
