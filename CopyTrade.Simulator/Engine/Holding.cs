namespace CopyTrade.Simulator.Engine;

/// <summary>Shares of one token with their average cost.</summary>
internal sealed class Holding
{
    public decimal Shares { get; set; }

    public decimal AverageEntryPrice { get; set; }

    public decimal TotalBought { get; set; }

    public decimal RealizedPnl { get; set; }

    public void Add(decimal shares, decimal price)
    {
        var before = Math.Max(Shares, 0m);
        AverageEntryPrice = before + shares > 0m ? ((before * AverageEntryPrice) + (shares * price)) / (before + shares) : 0m;
        Shares += shares;
        TotalBought += shares;
    }

    public void Remove(decimal shares, decimal price)
    {
        RealizedPnl += (price - AverageEntryPrice) * Math.Min(shares, Math.Max(Shares, 0m));
        Shares -= shares;
    }
}
