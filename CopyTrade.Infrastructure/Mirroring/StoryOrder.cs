using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading;

namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The order of a story with what happened to it.</summary>
internal sealed record StoryOrder(OrderRow Row, IReadOnlyList<OrderHistoryEntry> Events, IReadOnlyList<OrderFillDetail> Fills)
{
    public OrderDetail Detail => OrdersQuery.Detail(Row) with { FailureDetail = Row.FailureDetail ?? Row.VenueError };

    public static async Task<StoryOrder?> ReadAsync(TenantScope scope, OrderId order) =>
        await scope.QuerySingleOrDefaultAsync<OrderRow>("select * from trade_order where id = @order", new { order }) is { } row
            ? new(row, await OrderHistoryReader.EventsAsync(scope, order), await OrderHistoryReader.FillsAsync(scope, order))
            : null;
}
