using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Mirroring;
using CopyTrade.Infrastructure.Trading.Orders;
using CopyTrade.Infrastructure.Trading.Positions;

namespace CopyTrade.Tests.Simulation;

/// <summary>The questions of <c>FactsSql</c> and <c>SellCoverSql</c>, asked of the rows of the simulation.</summary>
/// <param name="database">What is committed.</param>
/// <param name="now">The present.</param>
/// <param name="own">Orders that the asking transaction has written.</param>
internal sealed class SimExposure(SimDatabase database, DateTimeOffset now, IReadOnlyCollection<OrderRow>? own = null)
{
    private static readonly TimeSpan LongestReport = TimeSpan.FromHours(1);
    private static readonly TimeSpan JustSent = TimeSpan.FromSeconds(30);
    private readonly ILookup<OrderId, SimMatch> _matches = database.Matches.Values.ToLookup(match => match.Order);

    public static bool IsUnfinished(OrderRow row) => row.State is OrderStatus.Pending or OrderStatus.Open or OrderStatus.Partial;

    /// <summary>Dollars held and still to be bought: what ceilings count.</summary>
    public IEnumerable<(OrderRow Order, decimal Dollars)> Intent(TenantId tenant)
    {
        foreach (var lot in database.Lots.Values)
        {
            if (database.Orders[lot.Order] is { } order && order.BillingAccountId == tenant && lot.Remaining > Shares.Zero) yield return (order, lot.RemainingCost.Amount);
        }

        foreach (var row in database.Orders.Values)
        {
            if (row.BillingAccountId != tenant || row.IsSell) continue;
            foreach (var match in _matches[row.Id].Where(IsMoving)) yield return (row, match.Shares.Quantity * match.Price.Value);
            if (row.Status != "error" && IsRecent(row)) yield return (row, row.LimitPrice.Value * (Open(row) + Unreported(row)));
        }
    }

    /// <summary>Shares of lots, less what sales take of them.</summary>
    public IEnumerable<(OrderRow Order, decimal Shares)> Held(TenantId tenant)
    {
        foreach (var lot in database.Lots.Values)
        {
            if (database.Orders[lot.Order] is { } order && order.BillingAccountId == tenant && lot.Remaining > Shares.Zero) yield return (order, lot.Remaining.Quantity);
        }

        foreach (var row in database.Orders.Values.Where(row => row.BillingAccountId == tenant && row.IsSell))
        {
            if (row.Status != "error" && IsRecent(row)) yield return (row, -(Open(row) + Unreported(row)));
            foreach (var match in _matches[row.Id].Where(IsMoving)) yield return (row, -match.Shares.Quantity);
        }
    }

    /// <summary>Shares bought and not final.</summary>
    public IEnumerable<(OrderRow Order, decimal Shares)> Incoming(TenantId tenant) => database.Orders.Values
        .Where(row => row.BillingAccountId == tenant && !row.IsSell && (IsUnfinished(row) || (row.State is OrderStatus.Filled or OrderStatus.Canceled && row.FinishedAt > now - LongestReport)))
        .Select(row => (row, Coming(row, IsUnfinished(row) && row.SubmittedAt > now - JustSent)));

    /// <summary>The balance, less what buys took and may still take.</summary>
    public decimal Free(TenantId tenant) => database.Tenants[tenant].Wallet.CollateralBalance!.Value.Amount - database.Orders.Values
        .Where(row => row.BillingAccountId == tenant && !row.IsSell)
        .Sum(row => (row.LimitPrice.Value * (Open(row) + (row.Status == "error" ? 0m : Unreported(row))))
            + _matches[row.Id].Where(match => match.Settlement != SettlementStatus.Failed).Sum(match => (match.Shares.Quantity * match.Price.Value) + (match.Fee ?? Usdc.Zero).Amount));

    /// <summary>What the sales that were allowed leave of a sale's book; null when there is none.</summary>
    public decimal? LeftOf(OrderRow sale)
    {
        var written = (own ?? []).ToDictionary(row => row.Id);
        var same = database.Orders.Values.Select(row => written.GetValueOrDefault(row.Id, row)).Where(row => row.BillingAccountId == sale.BillingAccountId && row.Book == sale.Book && row.TokenId == sale.TokenId).ToList();
        var others = same.Where(row => row.IsSell && row.Id != sale.Id && row.AuthorisedAt is not null && (IsUnfinished(row) || (row.MatchedShares > Shares.Zero && row.FinishedAt > now - LongestReport))).ToList();
        if (others.Count == 0) return null;
        decimal TakenBy(OrderRow row) => (IsUnfinished(row) ? row.Shares.Quantity : Math.Max(row.MatchedShares.Quantity, _matches[row.Id].Sum(match => match.Shares.Quantity)))
            - _matches[row.Id].Where(match => !IsMoving(match)).Sum(match => match.Shares.Quantity);
        return database.Lots.Values.Where(lot => same.Exists(row => row.Id == lot.Order)).Sum(lot => lot.Remaining.Quantity) - others.Sum(TakenBy);
    }

    /// <summary>What a sale finds of its book.</summary>
    public SaleCover CoverOf(OrderRow sale)
    {
        var same = database.Orders.Values.Concat((own ?? []).Where(row => !database.Orders.ContainsKey(row.Id))).Where(row => row.BillingAccountId == sale.BillingAccountId && row.Book == sale.Book && row.TokenId == sale.TokenId).ToList();
        var lots = database.Lots.Values.Where(lot => same.Exists(row => row.Id == lot.Order)).Sum(lot => lot.Remaining.Quantity);
        var earlier = same.Where(row => row.IsSell && row.Id != sale.Id && row.Status != "error" && (row.AuthorisedAt is not null || (row.CreatedAt, row.Id.Value).CompareTo((sale.CreatedAt, sale.Id.Value)) < 0) && (IsUnfinished(row) || row.FinishedAt > sale.CreatedAt.AddHours(-1)));
        var taken = earlier.Sum(row => (IsUnfinished(row) ? row.Shares.Quantity : Math.Min(row.Shares.Quantity, Math.Max(row.MatchedShares.Quantity, Standing(row)))) - _matches[row.Id].Sum(match => database.ClosedBySell.GetValueOrDefault(match.Id).Quantity));
        var coming = same.Where(row => !row.IsSell && (IsUnfinished(row) || (row.State is OrderStatus.Filled or OrderStatus.Canceled && row.FinishedAt > now.AddDays(-1))))
            .Sum(row => Coming(row, IsUnfinished(row) && row.SubmittedAt is { } sent && (row.CancelRequestedAt is not null || sent > now - JustSent)));
        return new(lots - taken, coming, taken);
    }

    private decimal Coming(OrderRow row, bool isUnderWay)
    {
        var standing = Standing(row);
        return _matches[row.Id].Where(IsMoving).Sum(match => match.Shares.Quantity) + Math.Max(0m, row.MatchedShares.Quantity - standing)
            + (isUnderWay ? Math.Max(0m, row.Shares.Quantity - Math.Max(row.MatchedShares.Quantity, standing)) : 0m);
    }

    private decimal Standing(OrderRow row) => _matches[row.Id].Where(match => match.Settlement != SettlementStatus.Failed).Sum(match => match.Shares.Quantity);

    private static decimal Open(OrderRow row) => IsUnfinished(row) ? row.Shares.Quantity - row.MatchedShares.Quantity : 0m;

    private decimal Unreported(OrderRow row) => Math.Max(0m, row.MatchedShares.Quantity - _matches[row.Id].Sum(match => match.Shares.Quantity));

    private bool IsRecent(OrderRow row) => IsUnfinished(row) || (row.MatchedShares > Shares.Zero && row.FinishedAt > now - LongestReport);

    private static bool IsMoving(SimMatch match) => match.Settlement is SettlementStatus.Matched or SettlementStatus.Retrying or SettlementStatus.Mined;
}
