using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.ApiKeys;
using CopyTrade.Infrastructure.Alerts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace CopyTrade.Web.Api;

/// <summary>One policy for each scope: a key needs the scope, a person at a browser only to be signed in.</summary>
internal static class ApiPolicies
{
    /// <summary>Changes of the wallet: no key has this scope, so only a person can.</summary>
    public const string WalletWrite = "wallet:write";

    /// <summary>How the policy of a scope is called, before its name.</summary>
    public const string ScopePrefix = "scope:";

    private static readonly string[] Schemes = [ApiKeyAuthenticationHandler.Scheme, IdentityConstants.ApplicationScheme];

    public static void Add(AuthorizationBuilder authorization)
    {
        foreach (var scope in (string[])[.. ApiKeyScope.All, WalletWrite])
        {
            authorization.AddPolicy(NameOf(scope), policy =>
            {
                policy.AddAuthenticationSchemes(Schemes).RequireAuthenticatedUser().RequireAssertion(context => context.User.MayUse(scope));
                if (scope == ApiKeyScope.JobsWrite) policy.RequireRole(nameof(Role.Operator), nameof(Role.Administrator));
            });
        }

        // Who sends alerts may be a source as well, by its secret or signature; that opens nothing else.
        authorization.AddPolicy(AlertSender, policy => policy.AddAuthenticationSchemes([.. Schemes, AlertSenderHandler.Scheme]).RequireAuthenticatedUser().RequireAssertion(context => context.User.MayUse(ApiKeyScope.AlertsWrite)));
        // One address for durable and for recurring jobs: which of the two decides which scope.
        authorization.AddPolicy(EitherJobs, policy => policy.AddAuthenticationSchemes(Schemes).RequireAuthenticatedUser()
            .RequireAssertion(context => context.Resource is HttpContext http && context.User.MayUse(http.Request.Query.ContainsKey("status") ? ApiKeyScope.AlertsRead : ApiKeyScope.JobsWrite)
                && (http.Request.Query.ContainsKey("status") || context.User.IsInRole(nameof(Role.Operator)) || context.User.IsInRole(nameof(Role.Administrator)))));
        authorization.AddPolicy(OperatorApi, policy => policy.AddAuthenticationSchemes(Schemes).RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.MayUse(ApiKeyScope.StatusRead)).RequireRole(nameof(Role.Operator), nameof(Role.Administrator)));
    }

    /// <summary>Sending alerts.</summary>
    public const string AlertSender = "api:alert-sender";

    /// <summary>Listing jobs: durable ones with a status asked for, recurring ones without.</summary>
    public const string EitherJobs = "api:either-jobs";

    /// <summary>Figures of the installation, away from loopback.</summary>
    public const string OperatorApi = "api:operator";

    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope) where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(NameOf(scope));

    private static string NameOf(string scope) => ScopePrefix + scope;
}
