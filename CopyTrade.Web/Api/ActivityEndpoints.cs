using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Targets;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/v1/poly/copy-trade/fills</c> and <c>/decisions</c>: what was seen, and what was made of it. Filters: <c>show</c>, <c>target</c>, <c>reason</c>, <c>search</c>.</summary>
internal static class ActivityEndpoints
{
    private const int LongestText = 200;

    public static void MapActivity(this IEndpointRouteBuilder api)
    {
        var copying = api.MapGroup("/api/v1/poly/copy-trade").WithTags("Activity").RequireScope(ApiKeyScope.TargetsRead);
        copying.MapGet("fills", async (HttpContext http, [FromServices] IActivityQuery activity, CancellationToken ct) => Results.Json(await PageAsync(http, activity, FillAnswer.Of, ct))).Produces<Listing<FillAnswer>>();
        copying.MapGet("decisions", async (HttpContext http, [FromServices] IActivityQuery activity, CancellationToken ct) => Results.Json(await PageAsync(http, activity, DecisionAnswer.Of, ct))).Produces<Listing<DecisionAnswer>>();
    }

    private static async Task<Listing<T>> PageAsync<T>(HttpContext http, IActivityQuery activity, Func<ActivityRow, T> shape, CancellationToken ct)
    {
        var filter = FilterOf(http.Request.Query);
        var page = await activity.PageAsync(http.Tenant(), filter, http.Cursor(), http.Limit(), ct);
        return new Listing<T>([.. page.Rows.Select(shape)], page.Next);
    }

    private static ActivityFilter FilterOf(IQueryCollection query)
    {
        var show = ActivityGroup.All;
        if (Text(query, "show") is { } word && !EnumText.TryParse(word, out show)) throw ApiFailure.Bad(ApiCode.FieldInvalid, "show is one of all, copied, skipped, failed, in_flight and attention.");
        var target = Text(query, "target") is not { } id ? (TargetRowId?)null
            : Guid.TryParse(id, out var value) ? new TargetRowId(value)
            : throw ApiFailure.Bad(ApiCode.FieldInvalid, "target is the id of a target.");
        return new ActivityFilter(show, target, Text(query, "reason"), Text(query, "search"));
    }

    private static string? Text(IQueryCollection query, string name) => query[name].ToString() is { Length: > 0 } text
        ? text.Length <= LongestText && !text.Contains('\0') ? text : throw ApiFailure.Bad(ApiCode.FieldInvalid, $"{name} is too long or not text.")
        : null;
}
