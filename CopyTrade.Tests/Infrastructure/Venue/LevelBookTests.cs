using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Infrastructure.Venue.Streaming;

namespace CopyTrade.Tests.Infrastructure.Venue;

public sealed class LevelBookTests
{
    private static readonly TokenId Token = TokenId.Parse("71");
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private readonly LevelBook _book = new();

    [Fact]
    public void Read_BeforeTheWholeBookWasTold_IsNothing()
    {
        _book.Set(OrderSide.Buy, Price.Of(0.5m), Shares.Of(1m), Start);

        Assert.Null(_book.Read(Token));
    }

    [Fact]
    public void Set_ChangesOneLevelAndZeroTakesItOut()
    {
        Tell(Start, (0.50m, 10m), (0.40m, 5m));
        _book.Set(OrderSide.Buy, Price.Of(0.50m), Shares.Zero, Start.AddSeconds(1));
        _book.Set(OrderSide.Buy, Price.Of(0.45m), Shares.Of(7m), Start.AddSeconds(2));

        var live = _book.Read(Token)!;
        Assert.Equal([(0.45m, 7m), (0.40m, 5m)], live.Book.Bids.Select(level => (level.Price.Value, level.Size.Quantity)));
        Assert.Equal(Start.AddSeconds(2), live.HeardAt);
    }

    [Fact]
    public void Lose_AfterABreak_NoLevelIsBelievedUntilTheWholeBookIsToldAgain()
    {
        Tell(Start, (0.50m, 10m));
        _book.Lose();
        _book.Set(OrderSide.Buy, Price.Of(0.20m), Shares.Of(1m), Start.AddSeconds(1));
        Assert.Null(_book.Read(Token));

        Tell(Start.AddSeconds(2), (0.30m, 3m));
        Assert.Equal(Price.Of(0.30m), _book.Read(Token)!.Book.BestBid);
    }

    [Fact]
    public void Replace_ByAReadingThatTheStreamOvertook_ChangesNothing()
    {
        Tell(Start, (0.50m, 10m));
        _book.Set(OrderSide.Buy, Price.Of(0.55m), Shares.Of(1m), Start.AddSeconds(2));

        Assert.False(_book.Replace([new(Price.Of(0.50m), Shares.Of(10m))], [], Start.AddSeconds(3), onlyIfSilentSince: Start.AddSeconds(1)));
        Assert.Equal(Price.Of(0.55m), _book.Read(Token)!.Book.BestBid);
        Assert.True(_book.Replace([new(Price.Of(0.50m), Shares.Of(10m))], [], Start.AddSeconds(9), onlyIfSilentSince: Start.AddSeconds(8)));
    }

    private void Tell(DateTimeOffset at, params (decimal Price, decimal Size)[] bids) =>
        _book.Replace([.. bids.Select(bid => new BookLevel(Price.Of(bid.Price), Shares.Of(bid.Size)))], [], at, onlyIfSilentSince: null);
}
