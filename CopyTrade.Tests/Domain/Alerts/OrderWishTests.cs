using CopyTrade.Domain.Alerts;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using CopyTrade.Domain.Trading;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Alerts;

public sealed class OrderWishTests
{
    private const string Condition = "0x00000000000000000000000000000000000000000000000000000000000000a1";
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Alert = new("0197f2c4-7a3e-7c11-9b5d-000000000001");
    private static readonly Market Open = new(
        ConditionId.Parse(Condition), TokenId.Parse("7"), null, "Question", "Yes", TickSize.Of(0.01m), Shares.Of(5m), Usdc.Of(1m), false, 0m, 1, null, true, false, Now);

    [Theory]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"BUY","usdc":10}""", null)]
    [InlineData("""{"marketId":"M","outcome":"Yes","side":"BUY","shares":"12.5","limitPrice":"0.4"}""", null)]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"SELL"}""", null)]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"SELL","shares":3,"book":"manual","note":"why"}""", null)]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"BUY"}""", "usdc or payload.shares")]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"BUY","usdc":10,"shares":3}""", "usdc or payload.shares")]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"SELL","usdc":10}""", "A sale names")]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"buy","usdc":10}""", "side is BUY or SELL")]
    [InlineData("""{"marketId":"M","side":"BUY","usdc":10}""", "tokenId")]
    [InlineData("""{"marketId":"0x1","tokenId":"7","side":"BUY","usdc":10}""", "marketId")]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"BUY","usdc":-1}""", "usdc")]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"BUY","usdc":10,"limit_price":0.4}""", "limit_price is not known")]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"BUY","usdc":10,"limitPrice":1.2}""", "limitPrice")]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"BUY","usdc":true}""", "a number")]
    [InlineData("""{"marketId":"M","tokenId":"7","side":"BUY","usdc":10,"book":"x"}""", "book")]
    [InlineData("[]", "JSON object")]
    [InlineData("nonsense", "JSON object")]
    public void Parse_EachShape_IsReadOrRefusedWithItsField(string payload, string? problem)
    {
        var (wish, refusal) = OrderWishParser.Parse(payload.Replace("\"M\"", $"\"{Condition}\"", StringComparison.Ordinal));

        Assert.Equal(problem is null, wish is not null);
        if (problem is not null) Assert.Contains(problem, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_BuyForDollars_TakesWhatTheBookHasWithinTheSlippage()
    {
        var plan = Assert.IsType<AlertPlan.Place>(AlertOrderPlanner.Plan(Facts(Buy(10m), Asks((0.50m, 10m), (0.51m, 100m)))));

        var order = Assert.Single(plan.Orders);
        Assert.Equal((0.51m, 19.6m, OrderOrigin.Alert, "alert:tv", TimeInForce.Fak, AlertKeys.For(Alert, "alert:tv")), (order.Limit.Value, order.Shares.Quantity, order.Origin, order.Book, order.TimeInForce, order.Key));
    }

    [Fact]
    public void Plan_BuyInAThinBook_NeverPaysMoreThanAllowed()
    {
        var plan = Assert.IsType<AlertPlan.Place>(AlertOrderPlanner.Plan(Facts(Buy(50m), Asks((0.50m, 10m), (0.90m, 1_000m)))));

        Assert.Equal(0.51m, plan.Orders[0].Limit.Value);
    }

    [Fact]
    public void Plan_BuyAboveItsLimit_IsRefusedWithBothPrices()
    {
        var refuse = Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(Facts(Buy(10m) with { Limit = Price.Of(0.4m) }, Asks((0.5m, 100m)))));

        Assert.Contains("0.5", refuse.Reason, StringComparison.Ordinal);
        Assert.Contains("0.4", refuse.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_Sell_IsReduceOnlyOfWhatIsHeldBookByBook()
    {
        var facts = Facts(Sell(12m), Bids((0.50m, 100m))) with { Holdings = [new("0xabc", Shares.Of(8m)), new("manual", Shares.Of(8m))] };

        var plan = Assert.IsType<AlertPlan.Place>(AlertOrderPlanner.Plan(facts));

        Assert.Equal([("0xabc", 8m), ("manual", 4m)], plan.Orders.Select(order => (order.Book, order.Shares.Quantity)));
        Assert.All(plan.Orders, order => Assert.True(order.ReduceOnly));
        Assert.All(plan.Orders, order => Assert.Equal(0.49m, order.Limit.Value));
    }

    [Fact]
    public void Plan_SellOfMoreThanIsHeld_SellsWhatIsHeld()
    {
        var plan = Assert.IsType<AlertPlan.Place>(AlertOrderPlanner.Plan(Facts(Sell(1_000m), Bids((0.50m, 100m))) with { Holdings = [new("manual", Shares.Of(8.005m))] }));

        Assert.Equal(8m, plan.Orders.Single().Shares.Quantity);
    }

    [Fact]
    public void Plan_WithAnyObstacle_IsRefusedForGood()
    {
        var good = Facts(Buy(10m), Asks((0.5m, 100m)));

        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(good with { ReceivedAt = Now.AddSeconds(-301) }));
        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(good with { Market = null }));
        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(good with { Market = Open with { AcceptingOrders = false } }));
        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(good with { Market = Open with { EndsAt = Now.AddSeconds(-1) } }));
        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(good with { Book = null }));
        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(good with { Book = Asks() }));
        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(good with { Wish = Buy(0.5m) }));
        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(Facts(Sell(null), Bids((0.5m, 100m)))));
        Assert.IsType<AlertPlan.Refuse>(AlertOrderPlanner.Plan(Facts(Sell(null) with { Limit = Price.Of(0.6m) }, Bids((0.5m, 100m))) with { Holdings = [new("manual", Shares.Of(5m))] }));
        Assert.IsType<AlertPlan.Place>(AlertOrderPlanner.Plan(good));
    }

    [Fact]
    public void Plan_RandomBooksAndWishes_NeverBreakTheirBounds()
    {
        var random = new Random(4);
        for (var i = 0; i < 2_000; i++)
        {
            var limit = random.Next(2) == 0 ? Price.Of(random.Next(1, 99) / 100m) : (Price?)null;
            var levels = Enumerable.Range(0, random.Next(0, 6)).Select(_ => (random.Next(1, 100) / 100m, random.Next(1, 400) / 4m)).DistinctBy(level => level.Item1).ToArray();
            List<BookHolding> held = [.. Enumerable.Range(0, random.Next(0, 4)).Select(n => new BookHolding($"b{n}", Shares.Of(random.Next(0, 4_000) / 100m)))];
            var isBuy = random.Next(2) == 0;
            var wish = (isBuy ? Buy(random.Next(1, 100)) : Sell(random.Next(2) == 0 ? random.Next(1, 100) : null)) with { Limit = limit };
            var facts = Facts(wish, isBuy ? Asks([.. levels.OrderBy(level => level.Item1)]) : Bids([.. levels.OrderByDescending(level => level.Item1)])) with { Holdings = held };

            if (AlertOrderPlanner.Plan(facts) is not AlertPlan.Place place) continue;

            Assert.NotEmpty(place.Orders);
            Assert.All(place.Orders, order => Assert.True(Open.Tick.Contains(order.Limit) && order.Shares > Shares.Zero));
            if (limit is { } bound) Assert.All(place.Orders, order => Assert.True(isBuy ? order.Limit <= bound : order.Limit >= bound));
            if (isBuy) Assert.True(place.Orders.Single().Shares.CostAt(place.Orders[0].Limit) <= wish.Dollars!.Value);
            else Assert.All(place.Orders, order => Assert.True(order.Shares <= held.Single(holding => holding.Book == order.Book).Free));
        }
    }

    private static OrderWish Buy(decimal dollars) => new(Open.Condition, Open.Token, null, OrderSide.Buy, Usdc.Of(dollars), null, null, 2m, null, 300);

    private static OrderWish Sell(decimal? shares) => new(Open.Condition, Open.Token, null, OrderSide.Sell, null, shares is { } quantity ? Shares.Of(quantity) : null, null, 2m, null, 300);

    private static AlertOrderFacts Facts(OrderWish wish, OrderBook book) => new(Alert, "tv", wish, Open, book, [], Now, Now);

    private static OrderBook Asks(params (decimal Price, decimal Size)[] levels) => new(Open.Token, [], [.. levels.Select(level => new BookLevel(Price.Of(level.Price), Shares.Of(level.Size)))], Now);

    private static OrderBook Bids(params (decimal Price, decimal Size)[] levels) => new(Open.Token, [.. levels.Select(level => new BookLevel(Price.Of(level.Price), Shares.Of(level.Size)))], [], Now);
}
