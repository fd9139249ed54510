using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Trading;
using CopyTrade.Tests.Web.Features.Fakes;

namespace CopyTrade.Tests.Domain.Research.Copies;

public sealed class TradeExplainerTests
{
    private static readonly DateTimeOffset Later = new(2026, 11, 22, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_ConfirmedBuy_TellsSignalChecksSizePriceAndWhatCameAfter()
    {
        var story = Story(ActivityResult.Confirmed);

        var told = TradeExplainer.Of(story, [new("sale", Shares.Of(4m), Usdc.Of(2.40m), Usdc.Of(1.92m), Later)])!;

        Assert.Equal("You bought 10.63 Yes at 48.0¢ because quiet.harbor did so at 47.0¢.", told.Headline);
        Assert.Equal(["What they did", "What was checked", "Why this size", "Why this price", "What happened after"], told.Sections.Select(section => section.Title));
        Assert.Equal("quiet.harbor bought 870.53 Yes of \"Orbital-7 launches before 2027\" at 47.0¢, $409.15 in all, on 2026-11-21 14:31:08 UTC.", told.Sections[0].Lines[0]);
        Assert.Contains("Their trade met 3 orders; the price is their average.", told.Sections[0].Lines);
        Assert.Contains(told.Sections[1].Lines, line => line.StartsWith("Above the market minimum (", StringComparison.Ordinal));
        Assert.Contains("10.63 shares were ordered.", told.Sections[2].Lines);
        Assert.Contains("It was matched at 48.0¢ on average, $0.11 worse than at theirs.", told.Sections[3].Lines);
        Assert.Equal(["4 were sold for $2.40 on 2026-11-22 09:00:00 UTC, a gain of $0.48.", "6.63 are still held."], told.Sections[4].Lines);
        Assert.False(told.IsOver);
    }

    [Theory]
    [InlineData("redeemed", "10.63 were paid", true)]
    [InlineData("lost", "The market was decided against it", true)]
    [InlineData("dust", "too little to sell", true)]
    public void Of_EndedCopy_SaysHowAndIsOver(string cause, string says, bool over)
    {
        var told = TradeExplainer.Of(Story(ActivityResult.Confirmed), [new(cause, Shares.Of(10.63m), Usdc.Zero, Usdc.Of(5m), Later)])!;

        Assert.Equal(over, told.IsOver);
        Assert.Contains(says, Assert.Single(told.Sections[4].Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RefusedOrder_SaysWhy()
    {
        var story = PageData.Story(1, PageData.Target(1, "quiet.harbor"), ActivityResult.Failed, TimeSpan.FromMinutes(1), failure: "rejected");
        story = story with { Order = story.Order! with { Failure = OrderFailure.Rejected } };

        var told = TradeExplainer.Of(story, [])!;

        Assert.Equal("Your copy of quiet.harbor was ordered and not filled.", told.Headline);
        Assert.Contains("Nothing was matched: rejected", string.Join(' ', told.Sections[3].Lines), StringComparison.Ordinal);
        Assert.True(told.IsOver);
    }

    [Theory]
    [InlineData(ActivityResult.Skipped)]
    [InlineData(ActivityResult.Open)]
    [InlineData(ActivityResult.Matched)]
    public void Of_NotSettled_SaysNothing(ActivityResult result) => Assert.Null(TradeExplainer.Of(Story(result), []));

    [Fact]
    public void Of_TheSameStory_IsTheSameText() =>
        Assert.Equal(TradeExplainer.Of(Story(ActivityResult.Confirmed), [])!.Sections.SelectMany(section => section.Lines), TradeExplainer.Of(Story(ActivityResult.Confirmed), [])!.Sections.SelectMany(section => section.Lines));

    private static ActivityStory Story(ActivityResult result) => PageData.Story(1, PageData.Target(1, "quiet.harbor"), result, TimeSpan.FromMinutes(1));
}
