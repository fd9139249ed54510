using CopyTrade.Domain.Accounts;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Accounts.ApiKeys;
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

        authorization.AddPolicy(OperatorApi, policy => policy.AddAuthenticationSchemes(Schemes).RequireAuthenticatedUser()
            .RequireAssertion(context => context.User.MayUse(ApiKeyScope.StatusRead)).RequireRole(nameof(Role.Operator), nameof(Role.Administrator)));
    }

    /// <summary>Figures of the installation, away from loopback.</summary>
    public const string OperatorApi = "api:operator";

    public static TBuilder RequireScope<TBuilder>(this TBuilder endpoints, string scope) where TBuilder : IEndpointConventionBuilder => endpoints.RequireAuthorization(NameOf(scope));

    private static string NameOf(string scope) => ScopePrefix + scope;
}
