using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Builders;

namespace CopyTrade.Tests.Domain.Trading;

public sealed class SecondTryTests
{
    private static readonly DateTimeOffset Now = OrderIntentBuilder.Now;

    [Theory]
    [InlineData(OrderSide.Buy, 0.513, 0.01, 0.51)]     // never dearer
    [InlineData(OrderSide.Sell, 0.513, 0.01, 0.52)]    // never cheaper
    [InlineData(OrderSide.Buy, 0.51, 0.001, 0.51)]     // a finer grid has it too
    [InlineData(OrderSide.Buy, 0.995, 0.01, 0.99)]
    [InlineData(OrderSide.Sell, 0.004, 0.01, 0.01)]
    public void Of_AnotherGrid_IsTheNextPriceWithinTheLimit(OrderSide side, double limit, double tick, double expected)
    {
        var refused = Refused(side, (decimal)limit, 100m) with { Tick = tick == 0.01 ? TickSize.Of(0.001m) : TickSize.Cent };

        var go = Assert.IsType<SecondTry.Go>(SecondTry.Of(refused, Market((decimal)tick), Now));

        Assert.Equal(((decimal)expected, (decimal)tick, refused.Shares), (go.Intent.Limit.Value, go.Intent.Tick.Value, go.Intent.Shares));
        Assert.Equal(IdempotencyKey.OfText($"again:{refused.Key}"), go.Intent.Key);
        Assert.Equal((refused.ValidUntil, refused.Book, refused.Side), (go.Intent.ValidUntil, go.Intent.Book, go.Intent.Side));
    }

    [Fact]
    public void Of_LessThanTheMinimumNow_IsSoldAtOnceAndNeverBought()
    {
        var market = Market(0.01m) with { MinimumShares = Shares.Of(20m) };

        Assert.Equal(TimeInForce.Fak, Assert.IsType<SecondTry.Go>(SecondTry.Of(Refused(OrderSide.Sell, 0.5m), market, Now)).Intent.TimeInForce);
        Assert.Contains("least order is 20 shares", Assert.IsType<SecondTry.No>(SecondTry.Of(Refused(OrderSide.Buy, 0.5m), market, Now)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_WhatNoOtherOrderCanHelp_SaysWhy()
    {
        var refused = Refused(OrderSide.Buy, 0.5m);

        Assert.StartsWith("It was worth following until", No(refused, Market(0.001m), Now.AddMinutes(2)), StringComparison.Ordinal);
        Assert.Equal("The market takes no orders.", No(refused, null, Now));
        Assert.Equal("The market takes no orders.", No(refused, Market(0.001m) with { AcceptingOrders = false }, Now));
        Assert.Contains("steps of 0.01", No(Refused(OrderSide.Buy, 0.004m), Market(0.01m), Now), StringComparison.Ordinal);
        Assert.Contains("least order is", No(refused, Market(0.001m) with { MinimumNotional = Usdc.Of(50m) }, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_AMarketThatLooksTheSame_WaitsForAnotherLook() =>
        Assert.IsType<SecondTry.NotYet>(SecondTry.Of(Refused(OrderSide.Buy, 0.5m), Market(0.01m), Now));

    private static string No(OrderIntent refused, Market? market, DateTimeOffset now) => Assert.IsType<SecondTry.No>(SecondTry.Of(refused, market, now)).Reason;

    private static OrderIntent Refused(OrderSide side, decimal limit, decimal shares = 10m) => new OrderIntentBuilder { Side = side, Limit = limit, Shares = shares }.Build();

    private static Market Market(decimal tick) => new(
        new OrderIntentBuilder().Build().Condition, new OrderIntentBuilder().Build().Token, null, null, null, TickSize.Of(tick), Shares.Of(5m), Usdc.Of(0.1m), false, 0m, 1, null, true, false, Now);
}
