using System.Text.Json;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>History of several orders in one statement, in the order written.</summary>
internal static class OrderEventSql
{
    /// <summary>Takes what <see cref="Written"/> gives.</summary>
    public const string Insert = """
        insert into order_event (billing_account_id, order_id, kind, detail, at)
        select e.tenant, e.order_id, e.kind, e.detail::jsonb, e.at
          from unnest(@eventTenants, @eventOrders, @eventKinds, @eventDetails, @eventTimes) with ordinality as e (tenant, order_id, kind, detail, at, n)
         order by e.n;

        """;

    public static EventWrite Entry(OrderRow row, string kind, DateTimeOffset at, IEnumerable<(string Name, string? Value)> values) =>
        new(row.BillingAccountId, row.Id, kind, JsonSerializer.Serialize(values.Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value)), at);

    public static object Written(IReadOnlyList<EventWrite> entries)
    {
        T[] Column<T>(Func<EventWrite, T> of) => [.. entries.Select(of)];
        return new
        {
            eventTenants = Column(e => e.Tenant.Value), eventOrders = Column(e => e.Order.Value), eventKinds = Column(e => e.Kind), eventDetails = Column(e => e.Detail), eventTimes = Column(e => e.At.UtcDateTime),
        };
    }
}
