using CopyTrade.Infrastructure.Operations;
using CopyTrade.Web.Api.Documentation;

namespace CopyTrade.Web.Api;

/// <summary>The HTTP API: keys and cookies, problem answers, limits, description.</summary>
internal static class ApiModule
{
    public static IServiceCollection AddApi(this IServiceCollection services, string version)
    {
        ApiPolicies.Add(services.AddAuthorizationBuilder());
        return services
            .AddSingleton<AnswerStore>()
            .AddSingleton<IdempotentRequests>()
            .AddSingleton<KeyTries>()
            .AddProblemDetails(options => options.CustomizeProblemDetails = ApiProblem.Complete)
            .AddRateLimiter(limiter => limiter.AddPolicy<string, ApiRateLimit>(ApiRateLimit.Name))
            .AddApiDescription(version);
    }

    /// <summary>Under <c>/api</c> every failure is a problem document; elsewhere it is a page.</summary>
    public static void UseErrors(this WebApplication app)
    {
        // Not in a branch, where the second run finds no route. An answer of the API has its body by then and passes.
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseWhen(IsApi, api => api.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(http => !IsApi(http), pages => pages.UseExceptionHandler("/error", createScopeForErrors: true));
    }

    /// <summary>Before anything looks a key up.</summary>
    public static void UseKeyTries(this WebApplication app)
    {
        var tries = app.Services.GetRequiredService<KeyTries>();
        app.UseWhen(http => IsApi(http) || http.Request.Path.StartsWithSegments("/status") || http.Request.Path.StartsWithSegments("/metrics"), api => api.Use(tries.InvokeAsync));
    }

    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup("").RequireRateLimiting(ApiRateLimit.Name).AddEndpointFilter<FailureFilter>().AddEndpointFilter<SameSiteFilter>();
        api.MapTargets();
        api.MapActivity();
        api.MapOrders();
        api.MapWallet();
        api.MapWalletMoney();
        api.MapPositions();
        api.MapCompare();
        api.MapResearch();
        api.MapRules();
        api.MapAlerts();
        api.MapChannels();
        api.MapJobs();
        api.MapIntents();
        app.MapSkill();
        app.MapOpenApi().RequireRateLimiting(ApiRateLimit.Name);
    }

    private static bool IsApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/openapi") || http.Request.Path.StartsWithSegments(IntentEndpoints.Path);
}
