using CopyTrade.Domain.Money;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
using CopyTrade.Web.Features.Trading;

namespace CopyTrade.Tests.Web.Features.Trading;

public sealed class PositionPricerTests
{
    private readonly FakeData _data = new();
    private readonly PositionRow _position = PageData.Position(1, PageData.Target(1, "a"), 100m, 0.40m, incoming: 10m);

    [Fact]
    public async Task Value_BidsTakeTheWholeSize_IsWhatTheyPay()
    {
        _data.Books[_position.Token] = PageData.Book(_position.Token, 0.47m, 0.49m);

        var valued = await OneAsync();

        Assert.Equal((47m, 4.7m, 0.48m, 7m), (valued.Value!.Value.Amount, valued.IncomingValue!.Value.Amount, valued.Mid!.Value.Value, valued.OpenResult!.Value.Amount));
    }

    [Theory]
    [InlineData(true, false, "bids do not take the whole size")]
    [InlineData(false, false, "the venue has no book")]
    [InlineData(true, true, "the venue did not answer")]
    public async Task Value_NotKnown_IsNullWithItsReason(bool hasBook, bool venueDown, string why)
    {
        if (hasBook) _data.Books[_position.Token] = PageData.Book(_position.Token, 0.47m, 0.49m, depth: 50m);
        _data.VenueDown = venueDown;

        var valued = await OneAsync();

        Assert.Equal((null, null, why), (valued.Value, valued.OpenResult, valued.WhyUnknown));
    }

    [Fact]
    public async Task Totals_OneUnknown_LeaveItOutAndCountIt()
    {
        _data.Books[_position.Token] = PageData.Book(_position.Token, 0.47m, 0.49m);
        var unknown = PageData.Position(2, PageData.Target(1, "a"), 50m, 0.40m);

        var totals = PositionTotals.Of(await new PositionPricer(_data, Pages.Clock()).ValueAsync([_position, unknown], default));

        Assert.Equal((2, 1, 47m, 7m, 1, 4.7m, 0), (totals.Open, totals.Unknown, totals.Value.Amount, totals.OpenResult.Amount, totals.Settling, totals.Incoming.Amount, totals.IncomingUnknown));
    }

    [Fact]
    public async Task Value_AskedAgainAtOnce_UsesTheSameBookForThreeSeconds()
    {
        var clock = Pages.Clock();
        var pricer = new PositionPricer(_data, clock);
        await pricer.ValueAsync([_position], default);
        _data.Books[_position.Token] = PageData.Book(_position.Token, 0.47m, 0.49m);

        var soon = (await pricer.ValueAsync([_position], default))[0].Value;
        clock.Advance(TimeSpan.FromSeconds(4));
        var later = (await pricer.ValueAsync([_position], default))[0].Value;

        Assert.Equal((null, Usdc.Of(47m)), (soon, later));
    }

    private async Task<ValuedPosition> OneAsync() => (await new PositionPricer(_data, Pages.Clock()).ValueAsync([_position], default))[0];
}
