using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Trading.Canary;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Trading.Canary;

public sealed class CanaryPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Id = Guid.Parse("0193a4f0-0000-7000-8000-000000000001");
    private static readonly Usdc Cap = Usdc.Of(5m);

    [Fact]
    public void Buy_BuysJustEnoughThatTheSaleIsTakenToo()
    {
        var order = Placed(CanaryPlanner.Buy(Id, [Candidate(0.50m, 0.51m)], Cap, Now));

        Assert.Equal((OrderOrigin.Manual, "canary", OrderSide.Buy, TimeInForce.Fak, 0.52m, CanaryKeys.Buy(Id)), (order.Origin, order.Book, order.Side, order.TimeInForce, order.Limit.Value, order.Key));
        Assert.True(order.Shares.ProceedsAt(Price.Of(0.49m)) >= Usdc.Of(1m));
        Assert.InRange(order.Notional.Amount, 1m, 1.12m);
    }

    [Fact]
    public void Buy_SeveralMarkets_TakesTheCheapestWithDepth()
    {
        var order = Placed(CanaryPlanner.Buy(Id, [Candidate(0.40m, 0.43m, token: 1), Candidate(0.50m, 0.51m, token: 2), Candidate(0.60m, 0.60m, depth: 1m, token: 3)], Cap, Now));

        Assert.Equal("2", order.Token.Value);
    }

    [Theory]
    [InlineData(0.40, 0.50, 500, true, 48), InlineData(0.05, 0.06, 500, true, 48), InlineData(0.50, 0.51, 2, true, 48), InlineData(0.50, 0.51, 500, false, 48), InlineData(0.50, 0.51, 500, true, 0)]
    public void Buy_WideThinOrEndingMarket_IsNotTouched(double bid, double ask, double depth, bool open, int hours) =>
        Assert.Contains("Nothing", Ended(CanaryPlanner.Buy(Id, [Candidate((decimal)bid, (decimal)ask, (decimal)depth, open, hours)], Cap, Now)).Replace("nothing", "Nothing", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void Buy_CapBelowIt_SaysWhatItCostsAndBuysNothing()
    {
        Assert.Contains("your cap for one order is $1.00: raise it", Ended(CanaryPlanner.Buy(Id, [Candidate(0.50m, 0.51m)], Usdc.Of(1m), Now)), StringComparison.Ordinal);
        Assert.Contains("set your caps", Ended(CanaryPlanner.Buy(Id, [Candidate(0.50m, 0.51m)], null, Now)), StringComparison.Ordinal);
    }

    [Fact]
    public void Next_UntilTheChainIsSure_SellsNothing()
    {
        Assert.IsType<CanaryStep.Wait>(CanaryPlanner.Next(Facts(Order(isUnderWay: true))));
        Assert.IsType<CanaryStep.Wait>(CanaryPlanner.Next(Facts(Order(2.1m, unsettled: 2.1m), free: 2.1m)));
        Assert.IsType<CanaryStep.Wait>(CanaryPlanner.Next(Facts(Order(2.1m), free: 0m)));
    }

    [Fact]
    public void Next_Confirmed_SellsTheWholeHundredthsAtAPriceTheVenueTakes()
    {
        var order = Placed(CanaryPlanner.Next(Facts(Order(2.1234m), free: 2.1234m)));

        Assert.Equal((OrderSide.Sell, 2.12m, CanaryKeys.Sell(Id, 1)), (order.Side, order.Shares.Quantity, order.Key));
        Assert.InRange(order.Shares.ProceedsAt(order.Limit).Amount, 1m, 1.06m);
    }

    [Fact]
    public void Next_SaleRefused_TriesAgainLaterWithAnotherKeyAndThenLeavesTheShares()
    {
        var refused = Order(refusal: "not enough balance", at: Now.AddSeconds(-1));
        Assert.IsType<CanaryStep.Wait>(CanaryPlanner.Next(Facts(Order(2.1m), free: 2.1m, refused)));
        var later = refused with { ChangedAt = Now.AddSeconds(-5) };
        Assert.Equal(CanaryKeys.Sell(Id, 2), Placed(CanaryPlanner.Next(Facts(Order(2.1m), free: 2.1m, later))).Key);
        Assert.Equal("It bought, but 2.1 shares could not be sold; they are yours, under Positions: not enough balance.", Ended(CanaryPlanner.Next(Facts(Order(2.1m), free: 2.1m, later, later, later))));
    }

    [Fact]
    public void Next_NothingBought_EndsWithTheReason() => Assert.Equal("Nothing was bought: Trading is halted.", Ended(CanaryPlanner.Next(Facts(Order(refusal: "Trading is halted.")))));

    [Fact]
    public void Next_Sold_IsDone() => Assert.Null(Assert.IsType<CanaryStep.End>(CanaryPlanner.Next(Facts(Order(2.12m), free: 0.0034m, Order(2.12m)))).Problem);

    private static OrderIntent Placed(CanaryStep step) => Assert.IsType<CanaryStep.Place>(step).Order;

    private static string Ended(CanaryStep step) => Assert.IsType<CanaryStep.End>(step).Problem!;

    private static CanaryOrder Order(decimal standing = 0m, decimal unsettled = 0m, bool isUnderWay = false, string? refusal = null, DateTimeOffset? at = null) =>
        new(isUnderWay, Shares.Of(standing), Shares.Of(unsettled), at ?? Now.AddMinutes(-1), refusal);

    private static CanaryFacts Facts(CanaryOrder buy, decimal free = 0m, params CanaryOrder[] sells)
    {
        var (market, book) = Candidate(0.50m, 0.51m);
        return new(Id, buy, sells, Shares.Of(free), market, book, Now.AddMinutes(-1), Now);
    }

    private static (Market Market, OrderBook Book) Candidate(decimal bid, decimal ask, decimal depth = 500m, bool open = true, int hours = 48, int token = 1)
    {
        var id = TokenId.Parse(token.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return (new(ConditionId.Parse("0x" + new string('1', 64)), id, null, "Will it rain?", "Yes", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0m, 0, Now.AddHours(hours), open, false, Now),
            new(id, [new(Price.Of(bid), Shares.Of(depth))], [new(Price.Of(ask), Shares.Of(depth))], Now));
    }
}
