using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Trading;
using CopyTrade.Infrastructure.Persistence;

namespace CopyTrade.Infrastructure.Mirroring.Explanations;

/// <summary>Reads stored stories in a scope that is open, with what became of the shares.</summary>
internal static class StoryReader
{
    private const string AfterSql = """
        select c.cause, c.shares, c.proceeds, c.cost, c.closed_at as At
          from lot_close c join lot l on l.id = c.lot_id
         where l.order_fill_id in (select id from order_fill where order_id = @order) or c.order_fill_id in (select id from order_fill where order_id = @order)
         order by c.closed_at, c.id
        """;

    /// <summary>Null when the decision cannot be read as one that ordered.</summary>
    public static async Task<(ActivityStory Story, IReadOnlyList<AfterCopy> After)?> ReadAsync(TenantScope scope, Guid decision)
    {
        var row = await scope.QuerySingleAsync<StoryRow>($"select {StoryRow.Columns} {StoryRow.From} where d.id = @decision", new { decision });
        var kept = await scope.QuerySingleAsync<WrittenDecision>("select input::text as Input, outcome, reason, branch, sizing::text as Sizing from copy_decision where id = @decision", new { decision });
        if (row.OrderId is not { } id || await StoryOrder.ReadAsync(scope, new OrderId(id)) is not { } order || kept.Of(order.Intent) is not { } decided) return null;
        var after = await scope.QueryAsync<AfterCopy>(AfterSql, new { order = id });
        return (new(row.ToRow(), DomainJson.Read<MirrorInput>(kept.Input), decided, order.Detail, order.Events, order.Fills), after);
    }
}
