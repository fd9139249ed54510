using CopyTrade.Domain.Money;
using CopyTrade.Domain.Rules;
using static CopyTrade.Tests.Domain.Rules.RuleSamples;

namespace CopyTrade.Tests.Domain.Rules;

public sealed class PriceReaderTests
{
    private static readonly CopyTrade.Domain.Venue.OrderBook Book = Bids((0.50m, 4m), (0.40m, 2m), (0.10m, 100m));

    [Theory, InlineData(4, "0.5"), InlineData(6, "0.466666"), InlineData(10, "0.32")]
    public void Read_Executable_IsWhatTheWholeSizeGets(int shares, string expected)
    {
        var reading = PriceReader.Read(PriceSource.Executable, Book, null, Shares.Of(shares));

        Assert.Equal((expected, Shares.Of(shares)), (reading.Value.ToString(), reading.Covered));
    }

    [Fact]
    public void Read_ExecutableBeyondTheBids_SaysHowMuchIsCovered()
    {
        var reading = PriceReader.Read(PriceSource.Executable, Bids((0.50m, 4m)), null, Shares.Of(10m));

        Assert.Equal((Price.Of(0.50m), Shares.Of(4m)), (reading.Value, reading.Covered));
    }

    [Fact]
    public void Read_WithoutBids_HasNoPrice() => Assert.Null(PriceReader.Read(PriceSource.Executable, Bids(), Price.Of(0.5m), Shares.Of(1m)).Value);

    [Fact]
    public void Read_OtherSources_LookAtNoSize()
    {
        Assert.Equal(Price.Of(0.50m), PriceReader.Read(PriceSource.BestBid, Book, null, Shares.Of(1_000m)).Value);
        Assert.Equal(Price.Of(0.745m), PriceReader.Read(PriceSource.Midpoint, Book, null, Shares.Of(1_000m)).Value);
        Assert.Equal(Price.Of(0.61m), PriceReader.Read(PriceSource.Last, Book, Price.Of(0.61m), Shares.Of(1_000m)).Value);
        Assert.Null(PriceReader.Read(PriceSource.Last, Book, null, Shares.Of(1m)).Value);
    }
}
