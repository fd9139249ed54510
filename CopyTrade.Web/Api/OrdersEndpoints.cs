using System.Text.Json.Serialization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using Microsoft.AspNetCore.Mvc;

namespace CopyTrade.Web.Api;

/// <summary><c>/api/v1/poly/copy-trade/orders</c> and <c>/api/v1/poly/sync-health</c>: our orders, and how well we know where they stand.</summary>
internal static class OrdersEndpoints
{
    public static void MapOrders(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api/v1/poly/copy-trade/orders", ListAsync).WithTags("Orders").RequireScope(ApiKeyScope.OrdersRead).Produces<Listing<OrderAnswer>>();
        api.MapGet("/api/v1/poly/sync-health", HealthAsync).WithTags("Orders").RequireScope(ApiKeyScope.StatusRead).Produces<SyncHealthAnswer>();
    }

    private static async Task<IResult> ListAsync(HttpContext http, [FromServices] IOrdersQuery orders, CancellationToken ct)
    {
        OrderStatus? status = http.Request.Query["status"].ToString() is not { Length: > 0 } text ? null
            : EnumText.TryParse<OrderStatus>(text, out var known) ? known
            : throw ApiFailure.Bad(ApiCode.FieldInvalid, "status is one of pending, open, partial, filled, canceled and error.");
        var (page, next) = await orders.PageAsync(http.Tenant(), status, http.Cursor(), http.Limit(), ct);
        return Results.Json(new Listing<OrderAnswer>([.. page.Select(OrderAnswer.Of)], next));
    }

    private static async Task<IResult> HealthAsync(HttpContext http, [FromServices] ISyncHealthQuery health, CancellationToken ct)
    {
        var sync = await health.ReadAsync(http.Tenant(), ct);
        return Results.Json(new SyncHealthAnswer(sync.OldestSyncedRowAgeMs, sync.RowsStaleOver60s, sync.RowsNeverSynced, sync.ReconcilerLastTickAt));
    }

    /// <summary>Aggregates only (R0.48).</summary>
    private sealed record SyncHealthAnswer(
        [property: JsonPropertyName("oldest_synced_row_age_ms")] long? OldestSyncedRowAgeMs,
        [property: JsonPropertyName("rows_stale_over_60s")] int RowsStaleOver60s,
        [property: JsonPropertyName("rows_never_synced")] int RowsNeverSynced,
        [property: JsonPropertyName("reconciler_last_tick_at")] DateTimeOffset? ReconcilerLastTickAt);

    private sealed record OrderAnswer(
        [property: JsonPropertyName("id")] Guid Id,
        [property: JsonPropertyName("idempotency_key")] string IdempotencyKey,
        [property: JsonPropertyName("origin")] string Origin,
        [property: JsonPropertyName("condition_id")] string ConditionId,
        [property: JsonPropertyName("token_id")] string TokenId,
        [property: JsonPropertyName("title")] string? Title,
        [property: JsonPropertyName("outcome")] string? Outcome,
        [property: JsonPropertyName("side")] string Side,
        [property: JsonPropertyName("limit_price")] decimal LimitPrice,
        [property: JsonPropertyName("shares")] decimal Shares,
        [property: JsonPropertyName("matched_shares")] decimal MatchedShares,
        [property: JsonPropertyName("notional")] decimal Notional,
        [property: JsonPropertyName("time_in_force")] string TimeInForce,
        [property: JsonPropertyName("status")] string Status,
        [property: JsonPropertyName("failure")] string? Failure,
        [property: JsonPropertyName("failure_detail")] string? FailureDetail,
        [property: JsonPropertyName("venue_order_id")] string? VenueOrderId,
        [property: JsonPropertyName("created_at")] DateTimeOffset CreatedAt,
        [property: JsonPropertyName("submitted_at")] DateTimeOffset? SubmittedAt,
        [property: JsonPropertyName("unknown_since")] DateTimeOffset? UnknownSince,
        [property: JsonPropertyName("synced_at")] DateTimeOffset? SyncedAt)
    {
        public static OrderAnswer Of(OrderDetail order) => new(
            order.Id.Value, order.Key.ToString(), order.Origin.ToText(), order.Condition.ToString(), order.Token.ToString(), order.Title, order.Outcome, order.Side.ToText(),
            order.Limit.Value, order.Shares.Quantity, order.MatchedShares.Quantity, order.Notional.Amount, order.TimeInForce.ToText(), order.Status.ToText(), order.Failure?.ToText(), order.FailureDetail,
            order.VenueOrderId?.ToString(), order.CreatedAt, order.SubmittedAt, order.UnknownSince, order.SyncedAt);
    }
}
