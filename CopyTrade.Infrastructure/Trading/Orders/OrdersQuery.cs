using System.Globalization;
using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Orders;

public sealed class OrdersQuery(TenantScopes scopes) : IOrdersQuery
{
    private const int LargestPage = 500;

    public async Task<(IReadOnlyList<OrderDetail> Orders, string? Next)> PageAsync(TenantRef tenant, OrderStatus? status, string? cursor, int limit, CancellationToken ct)
    {
        var size = Math.Clamp(limit, 1, LargestPage);
        var after = ReadCursor(cursor);
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<OrderRow>("""
            select o.*, (select r.id from trade_order r where r.replaces = o.id limit 1) as replaced_by from trade_order o
             where billing_account_id = @Tenant and (@status::text is null or status = @status)
               and (@at::timestamptz is null or (created_at, id) < (@at, @id))
             order by created_at desc, id desc limit @size + 1
            """, new { tenant.Tenant, status = status?.ToText(), at = after?.At.UtcDateTime, id = after?.Id, size });
        var page = rows.Take(size).ToList();
        return ([.. page.Select(Detail)], rows.Count > size ? WriteCursor(page[^1]) : null);
    }

    internal static string WriteCursor(OrderRow last) => string.Create(CultureInfo.InvariantCulture, $"{last.CreatedAt.UtcTicks}-{last.Id.Value:N}");

    /// <summary>A cursor that is none starts at the top.</summary>
    internal static (DateTimeOffset At, Guid Id)? ReadCursor(string? cursor) =>
        cursor?.Split('-') is [var ticks, var id] && long.TryParse(ticks, CultureInfo.InvariantCulture, out var at) && at >= 0 && at <= DateTime.MaxValue.Ticks && Guid.TryParse(id, out var row)
            ? (new DateTimeOffset(at, TimeSpan.Zero), row)
            : null;

    internal static OrderDetail Detail(OrderRow row) => new(
        row.Id, row.IdempotencyKey, row.Intent.Origin, row.ConditionId, row.TokenId, row.Title, row.Outcome, row.Intent.Side, row.LimitPrice, row.Shares, row.MatchedShares, row.Notional, row.Life,
        row.State, row.Failure is null ? null : EnumText.Parse<OrderFailure>(row.Failure), row.FailureDetail, row.VenueOrderId, row.CreatedAt, row.SubmittedAt, row.UnknownSince, row.SyncedAt)
    {
        RestingUntil = row.State.IsFinal() ? null : row.RestingUntil,
        CancelRequestedAt = row.CancelRequestedAt,
        CancelReason = row.CancelReason,
        Replaces = row.Replaces,
        ReplacedBy = row.ReplacedBy,
        WaitingFor = row.WaitsForCap ? "hourly_cap" : row.State == OrderStatus.Pending ? row.WaitingFor : null,
        WantedShares = row.WantedShares,
        Attempts = row.Attempts,
        RetryAt = row.State == OrderStatus.Pending ? row.RetryAt : null,
    };
}
