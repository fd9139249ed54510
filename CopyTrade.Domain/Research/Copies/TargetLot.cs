namespace CopyTrade.Domain.Research.Copies;

/// <summary>One purchase of a target with what of it was sold.</summary>
/// <param name="Buy">The purchase.</param>
/// <param name="Sales">Oldest first.</param>
public sealed record TargetLot(FollowedTrade Buy, IReadOnlyList<TargetSale> Sales)
{
    /// <summary>Shares of it that were sold before a moment.</summary>
    public decimal SoldBefore(DateTimeOffset moment) => Sales.Where(sale => sale.At < moment).Sum(sale => sale.Shares);
}
