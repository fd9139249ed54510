using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;

namespace CopyTrade.Tests.Domain.Venue;

public sealed class BookGuardTests
{
    private static readonly TokenId Token = TokenId.Parse("71321045");

    [Theory]
    [InlineData(OrderSide.Buy, "0.50", 2, null, null)]
    [InlineData(OrderSide.Buy, "0.50", 1.9, null, BookRefusal.Slippage)]
    [InlineData(OrderSide.Buy, null, 0, null, null)]
    [InlineData(OrderSide.Buy, null, 0, "0.50", BookRefusal.BeyondLimit)]
    [InlineData(OrderSide.Buy, "0.50", 2, "0.51", null)]
    [InlineData(OrderSide.Sell, "0.50", 4, null, null)]
    [InlineData(OrderSide.Sell, "0.50", 3.9, null, BookRefusal.Slippage)]
    [InlineData(OrderSide.Sell, null, 0, "0.49", BookRefusal.BeyondLimit)]
    [InlineData(OrderSide.Sell, "0.47", 0, "0.48", null)]
    public void Check_BestPriceAgainstObservedAndLimit_NamesTheFirstObjection(OrderSide side, string? observed, double slippage, string? limit, BookRefusal? refusal) =>
        Assert.Equal(refusal, BookGuard.Check(side, Book(0.48m, 0.51m), PriceOf(observed), (decimal)slippage, PriceOf(limit)));

    [Fact]
    public void Check_WithoutABookOrTheOtherSide_IsRefused()
    {
        Assert.Equal(BookRefusal.BookUnknown, BookGuard.Check(OrderSide.Buy, book: null, null, null, null));
        Assert.Equal(BookRefusal.NoCounterparty, BookGuard.Check(OrderSide.Buy, Book(0.48m, null), null, null, null));
        Assert.Equal(BookRefusal.NoCounterparty, BookGuard.Check(OrderSide.Sell, Book(null, 0.51m), null, null, null));
    }

    private static OrderBook Book(decimal? bid, decimal? ask) => new(Token, Levels(bid), Levels(ask), DateTimeOffset.UnixEpoch);

    private static BookLevel[] Levels(decimal? price) => price is { } known ? [new BookLevel(Price.Of(known), Shares.Of(10m))] : [];

    private static Price? PriceOf(string? text) => text is null ? null : Price.Of(decimal.Parse(text, null));
}
