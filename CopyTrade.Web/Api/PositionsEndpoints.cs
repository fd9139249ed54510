using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Redemption;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/positions</c>: what is held, confirmed shares only.</summary>
internal static class PositionsEndpoints
{
    public static void MapPositions(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api/positions", ListAsync).WithTags("Positions").RequireScope(ApiKeyScope.PositionsRead).Produces<Listing<PositionAnswer>>();
        api.MapPost("/api/positions/{conditionId}/redeem", RedeemAsync).WithTags("Positions").RequireScope(ApiKeyScope.PositionsWrite)
            .Produces<RedeemedAnswer>().Produces<RedeemedAnswer>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status502BadGateway);
    }

    /// <summary>200 with the transaction once it is final, 202 while it is under way after 30 s, 502 when it failed (R0.52). Asking again never redeems twice.</summary>
    private static async Task<IResult> RedeemAsync(string conditionId, HttpContext http, [FromServices] RedeemHandler redeem, CancellationToken ct)
    {
        if (!ConditionId.TryParse(conditionId, out var condition)) throw ApiFailure.Bad(ApiCode.FieldInvalid, "A market is named by its condition: 0x and 64 hexadecimal digits.");
        return await redeem.HandleAsync(http.Tenant(), condition, RedeemHandler.Patience, ct) switch
        {
            RedeemAnswer.Paid paid => Results.Json(new RedeemedAnswer("confirmed", paid.Transaction?.Value)),
            RedeemAnswer.Pending pending => Results.Json(new RedeemedAnswer(pending.Job.State.ToText(), pending.Job.Transaction?.Value), statusCode: StatusCodes.Status202Accepted),
            RedeemAnswer.Failed failed => ApiProblem.Of(StatusCodes.Status502BadGateway, "redeem_failed", failed.Message),
            RedeemAnswer.Nothing { Code: ApiCode.NotFound } unknown => ApiProblem.Of(StatusCodes.Status404NotFound, ApiCode.NotFound, unknown.Message),
            RedeemAnswer.Nothing nothing => ApiProblem.Of(StatusCodes.Status409Conflict, nothing.Code, nothing.Message),
            _ => throw new InvalidOperationException("An unknown outcome of a redemption."),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] IPositionsQuery positions, CancellationToken ct)
    {
        var closed = http.Request.Query["closed"].ToString() is not { Length: > 0 } text ? false
            : bool.TryParse(text, out var wanted) ? wanted
            : throw ApiFailure.Bad(ApiCode.FieldInvalid, "closed is true or false.");
        return Results.Json(new Listing<PositionAnswer>([.. (await positions.ListAsync(http.Tenant(), closed, ct)).Select(PositionAnswer.Of)], Next: null));
    }

    private sealed record RedeemedAnswer(string State, string? TransactionHash);

    private sealed record PositionAnswer(
        string TokenId, string ConditionId, string Book, string? Title, string? Outcome, decimal Shares, decimal Cost, decimal? AverageEntryPrice, decimal RealizedPnl,
        decimal IncomingShares, decimal OutgoingShares, DateTimeOffset? UnsettledSince, DateTimeOffset? LastChangeAt, string? State, string? Holder)
    {
        public static PositionAnswer Of(PositionRow row) => new(
            row.Token.ToString(), row.Condition.ToString(), row.Book, row.Title, row.Outcome, row.Shares.Quantity, row.Cost.Amount, row.AverageEntry?.Value, row.Realized.Amount,
            row.Incoming.Quantity, row.Outgoing.Quantity, row.UnsettledSince, row.LastChangeAt, row.State?.ToText(), row.Holder?.ToString());
    }
}
