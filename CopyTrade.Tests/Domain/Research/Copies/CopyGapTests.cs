using CopyTrade.Domain.Money;
using CopyTrade.Domain.Observation;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Research.Copies;

public sealed class CopyGapTests
{
    private static readonly DateTimeOffset Midnight = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
    private static readonly CopyPeriod Day = new(Midnight, Midnight.AddDays(1));
    private static readonly TokenId Token = TokenId.Parse("77");
    private readonly List<FollowedTrade> _trades = [];
    private readonly List<OwnLot> _lots = [];

    [Fact]
    public void Of_SkippedRoundTrip_BelongsToTheRuleAndNeedsNoMark()
    {
        Buy(1, 100m, 0.50m, FollowedResult.Skipped, "outside_price_band");
        Sell(2, 100m, 0.60m);

        var report = Report(null);

        Assert.Equal((10m, 0m), (report.Theirs, report.Mine));
        Assert.Equal([new GapStep(GapBar.Skipped, "outside_price_band", -10m, 1, 0)], report.Steps);
    }

    // They: 100 at 50¢, sold at 60¢. We: wanted 20, 10 allowed, 8 matched at 52¢, fee 5¢, sold at 58¢.
    [Fact]
    public void Of_CopiedRoundTrip_HasEveryBarWithItsAmount()
    {
        var fill = Buy(1, 100m, 0.50m, FollowedResult.Ordered, "canceled", chosen: 20m, ordered: 10m);
        Sell(2, 100m, 0.60m);
        Lot(fill, 8m, 0.52m, fee: 0.05m, new OwnClose(Shares.Of(8m), Price.Of(0.58m), 0m, Usdc.Of(4.64m), Midnight.AddHours(3)));

        var report = Report(null);

        Assert.Equal(
            [(GapBar.Sized, -8m), (GapBar.Capped, -1m), (GapBar.NotFilled, -0.2m), (GapBar.Price, -0.16m), (GapBar.Fees, -0.05m), (GapBar.ExitTiming, -0.16m)],
            report.Steps.Select(step => (step.Bar, step.Amount)));
        Assert.Equal((10m, 0.43m, 0.57m), (report.Theirs, report.Mine, report.CostOfCopying));
        Assert.Equal("canceled", report.Steps.Single(step => step.Bar == GapBar.NotFilled).Reason);
    }

    [Fact]
    public void Of_OpenTradeWithoutAMark_IsCountedAndInNoSum()
    {
        Buy(1, 100m, 0.50m, FollowedResult.NotSeen);
        Buy(2, 10m, 0.50m, FollowedResult.Skipped, "cooling_down");

        var report = Report(null);

        Assert.Equal((0m, 0m, 2), (report.Theirs, report.Mine, report.Unpriced));
        Assert.Equal([new GapStep(GapBar.NotSeen, null, 0m, 0, 1), new GapStep(GapBar.Skipped, "cooling_down", 0m, 0, 1)], report.Steps);
    }

    [Fact]
    public void Of_TheySoldAndWeHold_IsExitTiming()
    {
        var fill = Buy(1, 100m, 0.50m, FollowedResult.Ordered, chosen: 10m, ordered: 10m);
        Sell(2, 100m, 0.60m);
        Lot(fill, 10m, 0.50m, fee: 0m);

        var report = Report(0.40m);

        Assert.Equal((10m, -1m), (report.Theirs, report.Mine));
        Assert.Equal(-2m, report.Steps.Single(step => step.Bar == GapBar.ExitTiming).Amount);
        Assert.Equal(-9m, report.Steps.Single(step => step.Bar == GapBar.Sized).Amount);
    }

    [Fact]
    public void Of_TradeFromBefore_CountsFromItsMarkAtTheStart()
    {
        _trades.Add(new(Id(9), Token, OrderSide.Buy, Shares.Of(100m), Price.Of(0.20m), Midnight.AddDays(-1), FollowedResult.Skipped, "cooling_down"));

        var report = CopyGap.Of(new(_trades, _lots), Day, new(Marks(0.30m), Marks(0.35m)));

        Assert.Equal((5m, -5m), (report.Theirs, Assert.Single(report.Steps).Amount));
    }

    [Fact]
    public void Of_SaleOfSharesFromBeforeFollowing_IsInNoSum()
    {
        Sell(1, 100m, 0.60m);

        var report = Report(0.40m);

        Assert.Equal((0, 1), (report.Trades.Count, report.OldSales));
    }

    [Fact]
    public void Of_SmallTrades_BelongToTheOrderTheyJoinedOrToRounding()
    {
        Buy(1, 10m, 0.50m, FollowedResult.Joined, "accumulating");
        Buy(2, 10m, 0.50m, FollowedResult.TooSmall, "accumulating");

        var report = Report(0.60m);

        Assert.Equal([(GapBar.Sized, -1m), (GapBar.Rounding, -1m)], report.Steps.Select(step => (step.Bar, step.Amount)));
    }

    [Fact]
    public void Of_MoreSharesAtABetterPrice_IsPriceAndNotAMiss()
    {
        var fill = Buy(1, 100m, 0.50m, FollowedResult.Ordered, chosen: 10m, ordered: 10m);
        Lot(fill, 12.5m, 0.40m, fee: 0m);

        var report = Report(0.60m);

        Assert.Equal([GapBar.Sized, GapBar.Price], report.Steps.Select(step => step.Bar));
        Assert.Equal(1.5m, report.Steps.Single(step => step.Bar == GapBar.Price).Amount);
    }

    [Fact]
    public void Of_PurchaseNobodyCopied_StandsApart()
    {
        Lot(null, 10m, 0.50m, fee: 0m);

        var report = Report(0.60m);

        Assert.Equal((1m, 0m), (report.Mine, report.Residual));
        Assert.Equal(GapBar.Other, Assert.Single(report.Steps).Bar);
    }

    private static FillId Id(int n) => FillId.FromDataApi(TransactionHash.Parse("0x" + n.ToString("x64", null)), Token, OrderSide.Buy, n);

    private static Dictionary<TokenId, Price> Marks(decimal? value) => value is { } mark ? new() { [Token] = Price.Of(mark) } : [];

    private CopyGapReport Report(decimal? mark)
    {
        var report = CopyGap.Of(new(_trades, _lots), Day, new(Marks(null), Marks(mark)));
        Assert.Equal(0m, report.Residual);
        return report;
    }

    private FillId Buy(int hour, decimal shares, decimal price, FollowedResult result, string? reason = null, decimal? chosen = null, decimal? ordered = null)
    {
        _trades.Add(new(Id(hour), Token, OrderSide.Buy, Shares.Of(shares), Price.Of(price), Midnight.AddHours(hour), result, reason, chosen, ordered is { } size ? Shares.Of(size) : null));
        return Id(hour);
    }

    private void Sell(int hour, decimal shares, decimal price) =>
        _trades.Add(new(Id(hour), Token, OrderSide.Sell, Shares.Of(shares), Price.Of(price), Midnight.AddHours(hour), FollowedResult.Skipped, "sell_without_position"));

    private void Lot(FillId? cause, decimal shares, decimal price, decimal fee, params OwnClose[] closes) => _lots.Add(new(
        Token, cause, Shares.Of(shares), Price.Of(price), Usdc.Of(fee), LotBook.CostOf(Shares.Of(shares), Price.Of(price), Usdc.Of(fee)), Midnight.AddHours(1).AddSeconds(2), closes));
}
