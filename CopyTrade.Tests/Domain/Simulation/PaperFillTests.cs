using CopyTrade.Domain.Money;
using CopyTrade.Domain.Simulation;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Simulation;

public sealed class PaperFillTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TokenId Token = TokenId.Parse("77");
    private static readonly Dictionary<Price, Shares> Nothing = [];
    private static readonly TimeInForce[] Lives = [TimeInForce.Gtc, TimeInForce.Fak, TimeInForce.Fok];
    private static readonly PaperFunds Rich = new(Usdc.Of(100_000m), Shares.Of(100_000m));

    [Fact]
    public void Arrive_BuyAcrossTwoLevels_PaysEachLevelAndItsOwnFee()
    {
        var taken = Taken(Gtc(OrderSide.Buy, 0.55m, 30m), asks: [(0.50m, 10m), (0.54m, 50m), (0.56m, 99m)]);

        Assert.Equal([new PaperMatch(Price.Of(0.50m), Shares.Of(10m), Usdc.Of(0.1m)), new PaperMatch(Price.Of(0.54m), Shares.Of(20m), Usdc.Of(0.19872m))], taken.Matches);
        Assert.False(taken.Rests);
    }

    [Fact]
    public void Arrive_MoreThanTheBookHolds_RestsOrIsKilled()
    {
        Assert.True(Taken(Gtc(OrderSide.Buy, 0.55m, 30m), asks: [(0.50m, 10m)]).Rests);
        Assert.False(Taken(Fak(OrderSide.Buy, 0.50m, 30m), asks: [(0.50m, 10m)]).Rests);
        Assert.Equal(PaperRefusal.NoMatch, Refusal(Fok(OrderSide.Buy, 0.50m, 30m), asks: [(0.50m, 10m)]));
        Assert.Equal(PaperRefusal.NoMatch, Refusal(Fak(OrderSide.Buy, 0.49m, 30m), asks: [(0.50m, 10m)]));
        Assert.Empty(Taken(Gtc(OrderSide.Buy, 0.49m, 30m), asks: [(0.50m, 10m)]).Matches);
    }

    [Fact]
    public void Arrive_BudgetMeetsABetterPrice_BuysMoreShares()
    {
        var taken = Taken(Fak(OrderSide.Buy, 0.50m, 20m), asks: [(0.40m, 100m)]);

        Assert.Equal(Shares.Of(25m), taken.Shares);
    }

    [Fact]
    public void Arrive_BookOlderThanAllowed_IsRefusedAndAtTheLimitIsNot()
    {
        var order = Gtc(OrderSide.Buy, 0.55m, 30m);

        Assert.Equal(PaperRefusal.NoFreshBook, Refusal(order, asks: [(0.50m, 10m)], age: TimeSpan.FromSeconds(5.001)));
        Assert.IsType<PaperOutcome.Taken>(Arrive(order, Book(asks: [(0.50m, 10m)], [], TimeSpan.FromSeconds(5)), Rich));
        Assert.Equal(PaperRefusal.NoFreshBook, Assert.IsType<PaperOutcome.Refused>(Arrive(order, null, Rich)).Reason);
    }

    [Theory]
    [InlineData(14.999, PaperRefusal.InsufficientBalance)]
    [InlineData(15.3, null)]
    public void Arrive_CashAroundTheCost_CountsTheFeeToo(decimal cash, PaperRefusal? refused)
    {
        var outcome = Arrive(Gtc(OrderSide.Buy, 0.50m, 30m), Book([(0.50m, 100m)], []), new PaperFunds(Usdc.Of(cash), Shares.Zero));

        Assert.Equal(refused, (outcome as PaperOutcome.Refused)?.Reason);
    }

    [Fact]
    public void Arrive_SellOfMoreThanHeld_IsRefused() =>
        Assert.Equal(PaperRefusal.InsufficientBalance, Assert.IsType<PaperOutcome.Refused>(Arrive(Gtc(OrderSide.Sell, 0.40m, 10m), Book([], [(0.45m, 50m)]), new PaperFunds(Usdc.Zero, Shares.Of(9.99m)))).Reason);

    [Fact]
    public void Arrive_ClosedOffGridOrTooSmall_IsRefusedAsTheVenueDoes()
    {
        Assert.Equal(PaperRefusal.MarketNotOpen, Refusal(Gtc(OrderSide.Buy, 0.55m, 30m), [(0.5m, 9m)], market: Market() with { AcceptingOrders = false }));
        Assert.Equal(PaperRefusal.OffGrid, Refusal(Gtc(OrderSide.Buy, 0.555m, 30m), [(0.5m, 9m)]));
        Assert.Equal(PaperRefusal.BelowMinimum, Refusal(Gtc(OrderSide.Buy, 0.55m, 4.99m), [(0.5m, 9m)]));
        Assert.Equal(PaperRefusal.BelowMinimum, Refusal(Fak(OrderSide.Buy, 0.50m, 1.98m), [(0.5m, 9m)]));
    }

    [Fact]
    public void Arrive_LevelTakenAMomentAgo_IsNotThereTwice()
    {
        var outcome = PaperFill.Arrive(Gtc(OrderSide.Buy, 0.55m, 30m), Market(), Book([(0.50m, 10m), (0.52m, 40m)], []), new Dictionary<Price, Shares> { [Price.Of(0.50m)] = Shares.Of(10m) }, Rich, PaperModel.Careful, Now);

        Assert.Equal(Price.Of(0.52m), Assert.IsType<PaperOutcome.Taken>(outcome).Matches[0].Price);
    }

    [Fact]
    public void Rest_BookAtTheLimit_FillsNothingUnlessTheModelSaysTouch()
    {
        var book = Book([(0.50m, 40m)], []);

        Assert.Null(PaperFill.Rest(OrderSide.Buy, Price.Of(0.50m), Shares.Of(30m), Shares.Zero, book, PaperModel.Careful, Now)!.Value.Match);
        Assert.Equal(Shares.Of(30m), PaperFill.Rest(OrderSide.Buy, Price.Of(0.50m), Shares.Of(30m), Shares.Zero, book, PaperModel.Careful with { FillsAtTouch = true }, Now)!.Value.Match!.Value.Shares);
    }

    [Fact]
    public void Rest_SameDepthSeenTwice_FillsOnceAtTheLimitWithoutFee()
    {
        var book = Book([(0.48m, 12m)], []);

        var first = PaperFill.Rest(OrderSide.Buy, Price.Of(0.50m), Shares.Of(30m), Shares.Zero, book, PaperModel.Careful, Now)!.Value;
        var second = PaperFill.Rest(OrderSide.Buy, Price.Of(0.50m), Shares.Of(18m), first.DepthSeen, book, PaperModel.Careful, Now)!.Value;

        Assert.Equal(new PaperMatch(Price.Of(0.50m), Shares.Of(12m), Usdc.Zero), first.Match);
        Assert.Null(second.Match);
    }

    [Fact]
    public void Body_EqualTerms_AreEqualBytesAndComeBack()
    {
        var terms = Terms(OrderSide.Sell, 0.41m, 12.5m, TimeInForce.Gtc);

        Assert.Equal(PaperOrderBody.Of(terms).Body.ToArray(), PaperOrderBody.Of(terms with { }).Body.ToArray());
        Assert.NotEqual(PaperOrderBody.Of(terms).OrderId, PaperOrderBody.Of(terms with { Salt = 8 }).OrderId);
        Assert.Equal(terms, PaperOrderBody.Read(PaperOrderBody.Of(terms).Body.Span));
        Assert.Null(PaperOrderBody.Read("{\"salt\":1}"u8));
    }

    /// <summary>Ten thousand orders against ten thousand books: never better than the book, never more than its depth, never more than the money.</summary>
    [Fact]
    public void Arrive_AnyOrderAndBook_NeverBeatsTheBookNorTheAccount()
    {
        var random = new Random(20261101);
        var (filled, refused) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var side = random.Next(2) == 0 ? OrderSide.Buy : OrderSide.Sell;
            var order = PaperOrder.Of(Terms(side, random.Next(1, 100) / 100m, 1m + (random.Next(1, 20_000) / 100m), Lives[random.Next(Lives.Length)]));
            var book = Book(Levels(random), Levels(random).Select(level => (1m - level.Price, level.Size)).ToArray());
            var funds = new PaperFunds(Usdc.Of(random.Next(0, 20_000) / 100m), Shares.Of(random.Next(0, 40_000) / 100m));
            var outcome = PaperFill.Arrive(order, Market(), book, Nothing, funds, PaperModel.Careful, Now);
            if (outcome is not PaperOutcome.Taken taken)
            {
                refused++;
                continue;
            }

            filled++;
            var levels = (side == OrderSide.Buy ? book.Asks : book.Bids).ToDictionary(level => level.Price, level => level.Size);
            Assert.All(taken.Matches, match =>
            {
                Assert.True(side == OrderSide.Buy ? match.Price <= order.Limit : match.Price >= order.Limit);
                Assert.True(match.Shares <= levels[match.Price]);
                Assert.Equal(PlatformFee.Charged(match.Shares, match.Price, 0.04m, 1), match.Fee);
            });
            Assert.Equal(taken.Matches.Count, taken.Matches.Select(match => match.Price).Distinct().Count());
            // No level is passed over for a worse one.
            foreach (var (price, size) in levels.Where(level => taken.Matches.Count > 0 && (side == OrderSide.Buy ? level.Key < taken.Matches[^1].Price : level.Key > taken.Matches[^1].Price)))
                Assert.Equal(size, taken.Matches.Single(match => match.Price == price).Shares);
            if (side == OrderSide.Buy) Assert.True(Usdc.RoundUp(taken.Dollars) + taken.Fees <= funds.Cash);
            else Assert.True(taken.Shares <= funds.Shares && taken.Shares <= order.Shares);
            Assert.True(order.Budget is not { } budget || taken.Dollars <= budget.Amount);
        }

        Assert.True(filled > 1_000 && refused > 1_000, $"{filled} filled, {refused} refused");
    }

    private static (decimal Price, decimal Size)[] Levels(Random random)
    {
        var price = random.Next(1, 60);
        return [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => ((price += random.Next(1, 6)) / 100m, random.Next(1, 9_000) / 100m))];
    }

    private static PaperOutcome.Taken Taken(PaperOrder order, (decimal, decimal)[] asks) => Assert.IsType<PaperOutcome.Taken>(Arrive(order, Book(asks, []), Rich));

    private static PaperRefusal Refusal(PaperOrder order, (decimal, decimal)[] asks, TimeSpan age = default, Market? market = null) =>
        Assert.IsType<PaperOutcome.Refused>(PaperFill.Arrive(order, market ?? Market(), Book(asks, [], age), Nothing, Rich, PaperModel.Careful, Now)).Reason;

    private static PaperOutcome Arrive(PaperOrder order, OrderBook? book, PaperFunds funds) => PaperFill.Arrive(order, Market(), book, Nothing, funds, PaperModel.Careful, Now);

    private static PaperOrder Gtc(OrderSide side, decimal price, decimal shares) => new(side, Price.Of(price), Shares.Of(shares), null, TimeInForce.Gtc);

    private static PaperOrder Fak(OrderSide side, decimal price, decimal shares) => PaperOrder.Of(Terms(side, price, shares, TimeInForce.Fak));

    private static PaperOrder Fok(OrderSide side, decimal price, decimal shares) => PaperOrder.Of(Terms(side, price, shares, TimeInForce.Fok));

    private static OrderTerms Terms(OrderSide side, decimal price, decimal shares, TimeInForce life)
    {
        var wallet = WalletAddress.Parse("0x00000000000000000000000000000000000000aa");
        return new(Token, false, side, Price.Of(price), Shares.Of(shares), TickSize.Cent, life, wallet, wallet, SignatureType.Paper, 7, 1_790_000_000_000);
    }

    private static OrderBook Book((decimal Price, decimal Size)[] asks, (decimal Price, decimal Size)[] bids, TimeSpan age = default) => new(
        Token, [.. bids.Select(level => new BookLevel(Price.Of(level.Price), Shares.Of(level.Size)))], [.. asks.Select(level => new BookLevel(Price.Of(level.Price), Shares.Of(level.Size)))], Now - age);

    private static Market Market() => new(
        ConditionId.Parse("0x" + new string('c', 64)), Token, null, "Rowers vs Punters", "Rowers", TickSize.Cent, Shares.Of(5m), Usdc.Of(1m), false, 0.04m, 1, null, true, false, Now);
}
