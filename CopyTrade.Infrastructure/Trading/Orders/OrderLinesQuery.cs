using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Trading.Orders;

public sealed class OrderLinesQuery(TenantScopes scopes) : IOrderLinesQuery
{
    private const int LargestPage = 200;

    private const string Fits = $"""
        o.billing_account_id = @Tenant
           and (@Stages::text[] is null or ({OrderLineSql.Stage}) = any (@Stages))
           and (@Book::text is null or o.book = @Book) and (@Side::text is null or o.side = @Side)
           and (@Origin::text is null or o.origin = @Origin) and (@Since::timestamptz is null or o.created_at >= @Since)
        """;

    public async Task<OrderLinePage> PageAsync(TenantRef tenant, OrderFilter filter, string? cursor, int limit, CancellationToken ct)
    {
        var size = Math.Clamp(limit, 1, LargestPage);
        var after = OrdersQuery.ReadCursor(cursor);
        var key = new
        {
            tenant.Tenant,
            Stages = filter.Show == OrderGroup.All ? null : OrderGroups.StagesIn(filter.Show).Select(stage => stage.ToText()).ToArray(),
            filter.Book,
            Side = filter.Side?.ToText(),
            Origin = filter.Origin?.ToText(),
            Since = filter.Since?.UtcDateTime,
            At = after?.At.UtcDateTime,
            after?.Id,
            Size = size,
        };
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<OrderRow>($"""
            select o.* {OrderLineSql.From} where {Fits} and (@At::timestamptz is null or (o.created_at, o.id) < (@At, @Id))
             order by o.created_at desc, o.id desc limit @Size + 1
            """, key);
        var total = await scope.QuerySingleAsync<int>($"select count(*)::int {OrderLineSql.From} where {Fits}", key);
        var page = rows.Take(size).ToList();
        return new(await LinesAsync(scope, page), total, rows.Count > size ? OrdersQuery.WriteCursor(page[^1]) : null);
    }

    public async Task<IReadOnlyDictionary<OrderStage, int>> CountAsync(TenantRef tenant, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var rows = await scope.QueryAsync<(string Stage, int Orders)>($"select {OrderLineSql.Stage}, count(*)::int {OrderLineSql.From} where o.billing_account_id = @Tenant group by 1", new { tenant.Tenant });
        return rows.ToDictionary(row => EnumText.Parse<OrderStage>(row.Stage), row => row.Orders);
    }

    public async Task<OrderDossier?> FindAsync(TenantRef tenant, OrderId id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(tenant, ct);
        var row = await scope.QuerySingleOrDefaultAsync<OrderRow>("select * from trade_order where billing_account_id = @Tenant and id = @id", new { tenant.Tenant, id });
        return row is null ? null : new((await LinesAsync(scope, [row]))[0], await OrderHistoryReader.EventsAsync(scope, id), await OrderHistoryReader.FillsAsync(scope, id));
    }

    private static async Task<IReadOnlyList<OrderLine>> LinesAsync(TenantScope scope, List<OrderRow> orders)
    {
        if (orders.Count == 0) return [];
        var ids = orders.Select(order => order.Id.Value).ToArray();
        var stages = (await scope.QueryAsync<(Guid Id, string Stage)>($"select o.id, {OrderLineSql.Stage} {OrderLineSql.From} where o.id = any (@ids)", new { ids })).ToDictionary(row => row.Id, row => EnumText.Parse<OrderStage>(row.Stage));
        var matches = (await scope.QueryAsync<MatchesRow>(OrderLineSql.Matches, new { ids })).ToDictionary(row => row.OrderId.Value);
        return [.. orders.Select(order => new OrderLine(
            OrdersQuery.Detail(order), order.Book, stages[order.Id.Value], matches.GetValueOrDefault(order.Id.Value)?.ToMatches() ?? OrderMatches.None,
            order.AcceptedAt, order.FinishedAt, order.CancelRequestedAt, order.Attempts, order.VenueError, order.State.IsFinal() ? null : order.RestingUntil))];
    }

    private sealed class MatchesRow
    {
        public OrderId OrderId { get; init; }

        public decimal Matched { get; init; }

        public decimal Settling { get; init; }

        public decimal Confirmed { get; init; }

        public decimal Voided { get; init; }

        public decimal? Dollars { get; init; }

        public decimal? Fee { get; init; }

        public decimal Held { get; init; }

        public decimal Closed { get; init; }

        public OrderMatches ToMatches()
        {
            var standing = Matched + Settling + Confirmed;
            return new(
                Shares.RoundDown(Matched), Shares.RoundDown(Settling), Shares.RoundDown(Confirmed), Shares.RoundDown(Voided),
                standing > 0m && Dollars is { } dollars ? Price.RoundNearest(dollars / standing) : null, Fee is { } fee ? Usdc.RoundUp(fee) : null, Shares.RoundDown(Held), Shares.RoundDown(Closed));
        }
    }
}
