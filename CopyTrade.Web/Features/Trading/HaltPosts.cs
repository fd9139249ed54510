using System.Security.Claims;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Accounts;
using CopyTrade.Infrastructure.Trading.Halts;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Features.Trading;

/// <summary>The forms of the halts page: plain posts, so that stopping never waits for a circuit. Each asks once more before it acts.</summary>
public static class HaltPosts
{
    public const int LongestReason = 200;

    public static WebApplication MapHalts(this WebApplication app)
    {
        foreach (var act in (string[])["set", "release"])
        {
            app.MapPost($"/halts/{act}", (HttpContext http, ITradingSwitch trading, PlatformHalt platform, [FromForm] string? scope, [FromForm] string? subject, [FromForm] string? kind, [FromForm] string? reason, [FromForm] string? step, CancellationToken ct) =>
                PostAsync(act == "set", http.User, trading, platform, HaltRequest.Read(scope, subject, kind), reason, step, ct)).RequireAuthorization();
        }

        return app;
    }

    private static async Task<IResult> PostAsync(bool sets, ClaimsPrincipal user, ITradingSwitch trading, PlatformHalt platform, HaltRequest? request, string? reason, string? step, CancellationToken ct)
    {
        if (request is null || !user.TryGetTenant(out var tenant)) return Results.LocalRedirect("/halts");
        if (request.Scope == HaltScope.Platform && !user.IsInRole(nameof(Role.Administrator))) return Results.LocalRedirect("/not-allowed");
        // One way to let buying go on again: with its reason and its second confirmation.
        if (!sets && request is { Scope: HaltScope.Tenant, Kind: HaltKind.Halt }) return Results.LocalRedirect("/release?from=%2Fhalts");
        reason = reason?.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestReason)] : null;
        if (step != "confirm" || (sets && reason is not { Length: >= 3 })) return Ask(sets, request, reason);

        if (request.Scope == HaltScope.Platform) await (sets ? platform.SetAsync(tenant.Owner, reason!, ct) : platform.ReleaseAsync(tenant.Owner, ct));
        else if (sets) await trading.SetAsync(tenant, tenant.Owner, request.Of(), request.Kind, reason, ct);
        else if (!await trading.ReleaseAsync(tenant, tenant.Owner, request.Of(), request.Kind, reason, ct)) return Results.LocalRedirect("/halts?ask=refused");
        return Results.LocalRedirect("/halts");
    }

    private static IResult Ask(bool sets, HaltRequest request, string? reason) => Results.LocalRedirect("/halts" + QueryString.Create(new Dictionary<string, string?>
    {
        ["ask"] = sets ? "set" : "release",
        ["scope"] = EnumCode.Of(request.Scope),
        ["subject"] = request.Subject,
        ["kind"] = EnumCode.Of(request.Kind),
        ["reason"] = reason,
    }));
}
