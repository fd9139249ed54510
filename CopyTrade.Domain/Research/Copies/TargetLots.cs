using CopyTrade.Domain.Venue;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>A target's own purchases and what of them it sold, first in first out within a token, as our own lots are.</summary>
public static class TargetLots
{
    /// <summary>The lots of every token, and the sales that no purchase covers wholly: of shares from before the target was followed.</summary>
    /// <param name="trades">In any order; of one second, purchases count first.</param>
    public static (IReadOnlyList<TargetLot> Lots, IReadOnlyList<FollowedTrade> Uncovered) Of(IEnumerable<FollowedTrade> trades)
    {
        var (lots, uncovered) = (new List<TargetLot>(), new List<FollowedTrade>());
        foreach (var token in trades.GroupBy(trade => trade.Token))
        {
            var open = new Queue<Open>();
            foreach (var trade in token.OrderBy(trade => trade.At).ThenBy(trade => trade.Side == OrderSide.Sell).ThenBy(trade => trade.Fill.Value, StringComparer.Ordinal))
            {
                if (trade.Side == OrderSide.Sell)
                {
                    if (Sell(open, trade) > 0m) uncovered.Add(trade);
                    continue;
                }

                var sales = new List<TargetSale>();
                lots.Add(new(trade, sales));
                open.Enqueue(new(sales) { Left = trade.Shares.Quantity });
            }
        }

        return (lots, uncovered);
    }

    private static decimal Sell(Queue<Open> open, FollowedTrade sale)
    {
        var left = sale.Shares.Quantity;
        while (left > 0m && open.TryPeek(out var first))
        {
            var part = Math.Min(left, first.Left);
            first.Sales.Add(new(part, sale.Price, sale.At));
            (left, first.Left) = (left - part, first.Left - part);
            if (first.Left == 0m) open.Dequeue();
        }

        return left;
    }

    private sealed class Open(List<TargetSale> sales)
    {
        public List<TargetSale> Sales { get; } = sales;

        public decimal Left { get; set; }
    }
}
