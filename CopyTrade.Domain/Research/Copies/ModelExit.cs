using CopyTrade.Domain.Ledger;

namespace CopyTrade.Domain.Research.Copies;

/// <summary>How a purchase of theirs ended, or stands: what they sold at their prices, the rest at its mark.</summary>
/// <param name="Price">Average, dollars a share.</param>
/// <param name="IsFinal">All of it was sold, or the market was resolved.</param>
public sealed record ModelExit(decimal Price, bool IsFinal)
{
    /// <summary>The end of a purchase; null while some of it is held and its mark is not known.</summary>
    public static ModelExit? Of(TargetLot lot, TokenMark? mark)
    {
        var sold = lot.Sales.Sum(sale => sale.Shares);
        var left = lot.Buy.Shares.Quantity - sold;
        if (left > 0m && mark is null) return null;
        var value = lot.Sales.Sum(sale => sale.Shares * sale.Price.Value) + (left > 0m ? left * mark!.Value.Value : 0m);
        return new(decimal.Round(value / lot.Buy.Shares.Quantity, 12), left == 0m || mark?.Source == MarkSource.Resolution);
    }
}
