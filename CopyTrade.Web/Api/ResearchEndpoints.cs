using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Research.Leaders;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/v1/poly/research</c>: the ranking of wallets, which is public (R0.57), and the account's own counterfactuals (R0.58).</summary>
internal static class ResearchEndpoints
{
    public static void MapResearch(this IEndpointRouteBuilder api)
    {
        var research = api.MapGroup("/api/v1/poly/research").WithTags("Research").RequireScope(ApiKeyScope.ResearchRead);
        research.MapGet("leaders", ListAsync).Produces<Listing<LeaderAnswer>>();
        research.MapGet("leaders/{wallet}", FindAsync).Produces<LeaderAnswer>();
        research.MapGet("leaders/{wallet}/trials", TrialsAsync).Produces<Listing<TrialAnswer>>();
        research.MapGet("trials/{id:guid}", TrialAsync).Produces<TrialAnswer>();
    }

    /// <summary>By rank. A page that is asked for after a newer ranking goes on from the same place in that one.</summary>
    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] ILeadersQuery leaders, CancellationToken ct)
    {
        var (limit, after, query) = (http.Limit(), After(http.Cursor()), http.Request.Query);
        LeaderVerdict? verdict = query["verdict"].ToString() is not { Length: > 0 } word ? null
            : EnumText.TryParse<LeaderVerdict>(word, out var known) ? known
            : throw ApiFailure.Bad(ApiCode.FieldInvalid, "verdict is one of copy_worthy, risky, trap and not_enough_data.");
        var category = query["category"].ToString() is { Length: > 0 } name ? name.Length <= 200 ? name : throw ApiFailure.Bad(ApiCode.FieldInvalid, "category is too long.") : null;
        var list = await leaders.ListAsync(ct);
        var fit = list.Rows.Where(row => row.Standing.Rank > after && (verdict is null || row.Standing.Verdict == verdict) && (category is null || row.Categories.Contains(category, StringComparer.OrdinalIgnoreCase)))
            .OrderBy(row => row.Standing.Rank).Take(limit + 1).ToList();
        var next = fit.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{list.RankedAt?.UtcTicks ?? 0}-{fit[limit - 1].Standing.Rank:x32}") : null;
        return Results.Json(new Listing<LeaderAnswer>([.. fit.Take(limit).Select(LeaderAnswer.Of)], next));
    }

    private static async Task<IResult> FindAsync(string wallet, [FromServices] ILeadersQuery leaders, CancellationToken ct)
    {
        var address = AddressOf(wallet);
        return (await leaders.ListAsync(ct)).Rows.FirstOrDefault(row => row.Wallet == address) is { } row ? Results.Json(LeaderAnswer.Of(row)) : ApiProblem.NotFound("wallet");
    }

    private static async Task<IResult> TrialsAsync(string wallet, HttpContext http, [FromServices] ILeadersQuery leaders, CancellationToken ct) =>
        Results.Json(new Listing<TrialAnswer>([.. (await leaders.TrialsAsync(http.Tenant(), AddressOf(wallet), ct)).Select(TrialAnswer.Of)], Next: null));

    private static async Task<IResult> TrialAsync(Guid id, HttpContext http, [FromServices] ILeadersQuery leaders, CancellationToken ct) =>
        await leaders.FindTrialAsync(http.Tenant(), id, ct) is { } trial ? Results.Json(TrialAnswer.Of(trial)) : ApiProblem.NotFound("trial");

    private static WalletAddress AddressOf(string text) => WalletAddress.TryParse(text, out var address) ? address : throw ApiFailure.Bad(ApiCode.FieldInvalid, "A wallet is named by its address: 0x and 40 hexadecimal digits.");

    /// <summary>The rank in a cursor; 0 at the beginning.</summary>
    private static int After(string? cursor) => cursor is null ? 0
        : int.TryParse(cursor[(cursor.IndexOf('-') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var rank) && rank > 0 ? rank
        : throw ApiFailure.Bad(ApiCode.CursorInvalid, "The cursor is not one that was given out.");
}
