using CopyTrade.Infrastructure.Persistence;
using CopyTrade.Infrastructure.Trading.Positions;
using Dapper;

namespace CopyTrade.Infrastructure.Trading.Orders;

/// <summary>What a transaction writes and waits for no answer to: matches, history and the order. Sent in one round trip, in this order.</summary>
internal sealed class OrderWrites(TenantScope scope)
{
    private readonly List<EventWrite> _events = [];
    private readonly List<MatchWrite> _matches = [];
    private OrderRow? _row;

    /// <summary>Two states of one match are two statements.</summary>
    public async Task AddMatchAsync(MatchWrite match)
    {
        if (_matches.Any(other => other.Row.Id == match.Row.Id && other.Trade.TradeId == match.Trade.TradeId)) await SendAsync();
        _matches.Add(match);
    }

    public void AddEvent(OrderRow row, string kind, DateTimeOffset at, IEnumerable<(string Name, string? Value)> values) => _events.Add(OrderEventSql.Entry(row, kind, at, values));

    public async Task SaveAsync(OrderRow row)
    {
        if (_row is not null && _row.Id != row.Id) await SendAsync();
        _row = row;
    }

    public async Task SendAsync()
    {
        if (_events.Count == 0 && _matches.Count == 0 && _row is null) return;
        var (sql, parameters) = ("", new DynamicParameters());
        if (_matches.Count > 0)
        {
            sql += MatchRows.SaveSql;
            parameters.AddDynamicParams(MatchRows.Written(_matches));
        }

        if (_events.Count > 0)
        {
            sql += OrderEventSql.Insert;
            parameters.AddDynamicParams(OrderEventSql.Written(_events));
        }

        if (_row is not null)
        {
            sql += OrderRows.SaveSql;
            parameters.AddDynamicParams(OrderRows.Written(_row));
        }

        _matches.Clear();
        _events.Clear();
        _row = null;
        await scope.ExecuteAsync(sql, parameters);
    }
}
