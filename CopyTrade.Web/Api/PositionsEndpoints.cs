using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/positions</c>: what is held, confirmed shares only.</summary>
internal static class PositionsEndpoints
{
    public static void MapPositions(this IEndpointRouteBuilder api) =>
        api.MapGet("/api/positions", ListAsync).WithTags("Positions").RequireScope(ApiKeyScope.PositionsRead).Produces<Listing<PositionAnswer>>();

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] IPositionsQuery positions, CancellationToken ct)
    {
        var closed = http.Request.Query["closed"].ToString() is not { Length: > 0 } text ? false
            : bool.TryParse(text, out var wanted) ? wanted
            : throw ApiFailure.Bad(ApiCode.FieldInvalid, "closed is true or false.");
        return Results.Json(new Listing<PositionAnswer>([.. (await positions.ListAsync(http.Tenant(), closed, ct)).Select(PositionAnswer.Of)], Next: null));
    }

    private sealed record PositionAnswer(
        string TokenId, string ConditionId, string Book, string? Title, string? Outcome, decimal Shares, decimal Cost, decimal? AverageEntryPrice, decimal RealizedPnl,
        decimal IncomingShares, decimal OutgoingShares, DateTimeOffset? UnsettledSince, DateTimeOffset? LastChangeAt)
    {
        public static PositionAnswer Of(PositionRow row) => new(
            row.Token.ToString(), row.Condition.ToString(), row.Book, row.Title, row.Outcome, row.Shares.Quantity, row.Cost.Amount, row.AverageEntry?.Value, row.Realized.Amount,
            row.Incoming.Quantity, row.Outgoing.Quantity, row.UnsettledSince, row.LastChangeAt);
    }
}
