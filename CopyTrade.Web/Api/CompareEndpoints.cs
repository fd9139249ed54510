using System.Text.Json.Serialization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Simulation;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Simulation;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/v1/poly/copy-trade/compare</c>: what the paper account and the live account of the caller made of the same trades.</summary>
internal static class CompareEndpoints
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(7);

    public static void MapCompare(this IEndpointRouteBuilder api) =>
        api.MapGet("/api/v1/poly/copy-trade/compare", ListAsync).WithTags("Paper").RequireScope(ApiKeyScope.OrdersRead).Produces<Listing<CopyAnswer>>();

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] PaperAccounts accounts, [FromServices] ICopyComparisonQuery comparison, [FromServices] TimeProvider clock, CancellationToken ct)
    {
        var open = (await accounts.ListAsync(http.Tenant().Owner, ct)).Where(account => account.ClosedAt is null).ToDictionary(account => account.Money, account => account.Tenant);
        var compared = open.TryGetValue(AccountMoney.Paper, out var paper) && open.TryGetValue(AccountMoney.Live, out var live)
            ? await comparison.ReadAsync(paper, live, clock.GetUtcNow() - Window, http.Limit(), ct)
            : [];
        return Results.Json(new Listing<CopyAnswer>([.. compared.Select(CopyAnswer.Of)], Next: null));
    }

    private sealed record CopyAnswer(
        [property: JsonPropertyName("fill_id")] string FillId,
        [property: JsonPropertyName("title")] string? Title,
        [property: JsonPropertyName("paper")] SideAnswer? Paper,
        [property: JsonPropertyName("live")] SideAnswer? Live,
        [property: JsonPropertyName("differences")] IReadOnlyList<DifferenceAnswer> Differences,
        [property: JsonPropertyName("explained")] bool Explained)
    {
        public static CopyAnswer Of(ComparedCopy copy) => new(copy.FillId, copy.Title, SideAnswer.Of(copy.Paper), SideAnswer.Of(copy.Live), [.. copy.Differences.Select(DifferenceAnswer.Of)], copy.IsExplained);
    }

    private sealed record SideAnswer(
        [property: JsonPropertyName("decided_at")] DateTimeOffset DecidedAt,
        [property: JsonPropertyName("decision")] string Decision,
        [property: JsonPropertyName("reason")] string Reason,
        [property: JsonPropertyName("status")] string? Status,
        [property: JsonPropertyName("refusal")] string? Refusal,
        [property: JsonPropertyName("matched_shares")] decimal MatchedShares,
        [property: JsonPropertyName("average_price")] decimal? AveragePrice,
        [property: JsonPropertyName("fee")] decimal? Fee,
        [property: JsonPropertyName("met_book_at")] DateTimeOffset? MetBookAt)
    {
        public static SideAnswer? Of(ComparedSide? side) => side is null ? null : new(
            side.DecidedAt, side.Decision, side.Reason, side.Status, side.Refusal, side.Matched.Quantity,
            side.AveragePrice is { } price ? decimal.Round(price, 6, MidpointRounding.AwayFromZero) : null, side.Fee?.Amount, side.MetBookAt);
    }

    private sealed record DifferenceAnswer(
        [property: JsonPropertyName("kind")] string Kind,
        [property: JsonPropertyName("cause")] string Cause,
        [property: JsonPropertyName("paper")] string Paper,
        [property: JsonPropertyName("live")] string Live,
        [property: JsonPropertyName("says")] string Says)
    {
        public static DifferenceAnswer Of(CopyDifference difference) => new(difference.Kind.ToText(), difference.Cause.ToText(), difference.Paper, difference.Live, difference.Says);
    }
}
