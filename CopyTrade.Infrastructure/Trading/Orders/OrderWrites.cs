using System.Text.Json;
using CopyTrade.Infrastructure.Persistence;
using Dapper;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>What a transaction writes and waits for no answer to: history and the order. Sent in one round trip, in this order.</summary>
internal sealed class OrderWrites(TenantScope scope)
{
    private const string EventsSql = """
        insert into order_event (billing_account_id, order_id, kind, detail, at)
        select e.tenant, e.order_id, e.kind, e.detail::jsonb, e.at
          from unnest(@eventTenants, @eventOrders, @eventKinds, @eventDetails, @eventTimes) with ordinality as e (tenant, order_id, kind, detail, at, n)
         order by e.n;
        """;

    private readonly List<(OrderRow Row, string Kind, string Detail, DateTimeOffset At)> _events = [];
    private OrderRow? _row;

    public void AddEvent(OrderRow row, string kind, DateTimeOffset at, IEnumerable<(string Name, string? Value)> values) =>
        _events.Add((row, kind, JsonSerializer.Serialize(values.Where(v => v.Value is not null).ToDictionary(v => v.Name, v => v.Value)), at));

    public async Task SaveAsync(OrderRow row)
    {
        if (_row is not null && _row.Id != row.Id) await SendAsync();
        _row = row;
    }

    public async Task SendAsync()
    {
        if (_events.Count == 0 && _row is null) return;
        var (sql, parameters) = ("", new DynamicParameters());
        if (_events.Count > 0)
        {
            sql += EventsSql;
            parameters.AddDynamicParams(new
            {
                eventTenants = _events.ConvertAll(e => e.Row.BillingAccountId.Value).ToArray(),
                eventOrders = _events.ConvertAll(e => e.Row.Id.Value).ToArray(),
                eventKinds = _events.ConvertAll(e => e.Kind).ToArray(),
                eventDetails = _events.ConvertAll(e => e.Detail).ToArray(),
                eventTimes = _events.ConvertAll(e => e.At.UtcDateTime).ToArray(),
            });
        }

        if (_row is not null)
        {
            sql += OrderRows.SaveSql;
            parameters.AddDynamicParams(OrderRows.Written(_row));
        }

        _events.Clear();
        _row = null;
        await scope.ExecuteAsync(sql, parameters);
    }
}
