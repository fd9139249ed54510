using CopyTrade.Simulator.Engine;

namespace CopyTrade.Simulator.World;

/// <summary>What somebody had of one outcome, from the first purchase to its end.</summary>
internal sealed record PastPosition(ListedMarket Market, int Outcome, decimal Bought, decimal Cost, decimal Received, DateTimeOffset ClosedAt)
{
    public decimal Pnl => decimal.Round(Received - Cost, 6);

    public decimal AveragePrice => Bought == 0m ? 0m : decimal.Round(Cost / Bought, 8);

    /// <summary>What the rows of one wallet on one outcome came to, with what the end paid on the rest.</summary>
    public static PastPosition Of(ListedMarket market, int outcome, IReadOnlyCollection<TradeRow> rows)
    {
        var (bought, sold) = (rows.Where(r => r.Side == "BUY").Sum(r => r.Size), rows.Where(r => r.Side == "SELL").Sum(r => r.Size));
        var received = rows.Where(r => r.Side == "SELL").Sum(r => r.Size * r.Price) + ((bought - sold) * market.FairOf(outcome));
        var closed = sold >= bought ? DateTimeOffset.FromUnixTimeSeconds(rows.Max(r => r.Timestamp)) : market.EndDate;
        return new(market, outcome, bought, rows.Where(r => r.Side == "BUY").Sum(r => r.Size * r.Price), received, closed);
    }
}
