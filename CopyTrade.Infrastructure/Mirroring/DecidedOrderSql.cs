namespace CopyTrade.Infrastructure.Mirroring;

/// <summary>The order (o) that a decision (d) came to: the second one where the first was refused and tried once more (ADR 0030).</summary>
internal static class DecidedOrderSql
{
    public const string Join = """
        left join trade_order again on again.second_of = d.order_id and again.second_of is not null
          left join trade_order o on o.id = coalesce(again.id, d.order_id)
        """;
}
