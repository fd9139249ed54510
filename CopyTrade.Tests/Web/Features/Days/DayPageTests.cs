using CopyTrade.Domain.Mirroring;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Research.Copies;
using CopyTrade.Domain.Research.Days;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Days;

namespace CopyTrade.Tests.Web.Features.Days;

public sealed class DayPageTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(PageData.Now.UtcDateTime);

    [Fact]
    public async Task Render_DayWithTrades_SaysWhatWasCopiedWhatWasSkippedAndWhy()
    {
        var days = new FakeDays { FollowingSince = PageData.Now.AddDays(-3), FirstDay = Today.AddDays(-3) };
        days.Reports[Today.AddDays(-1)] = new(
            Today.AddDays(-1),
            [new(ActivityGroup.Skipped, "outside_price_band", 7, Usdc.Of(310m), Usdc.Zero), new(ActivityGroup.Copied, "ok", 4, Usdc.Of(200m), Usdc.Of(20m)), new(ActivityGroup.Failed, "rejected", 1, Usdc.Of(9m), Usdc.Zero)],
            new CopyGapAnswer(CopyGapReport.Of([]), 0, 0), Usdc.Of(0.12m), days.FollowingSince, days.FirstDay);
        await using var harness = Pages.Harness(SampleDay.Create(), days: days);
        await harness.RenderAsync<DayPage>();

        var text = harness.Document.Body!.TextContent;
        Assert.Contains("12 trades seen yesterday: 4 copied ($20.00 matched), 7 skipped, 1 failed.", text, StringComparison.Ordinal);
        Assert.Equal("/activity?show=skipped&reason=outside_price_band", harness.Document.QuerySelector("[aria-label='Trades that were not copied'] a")!.GetAttribute("href"));
        Assert.Contains("Outside your price band", text, StringComparison.Ordinal);
        Assert.Equal("—", harness.Document.QuerySelector(".kpi[aria-label='Cost of copying'] .num")!.TextContent);
    }

    [Theory]
    [InlineData(false, false, "Nobody followed")]
    [InlineData(true, false, "Nothing yet")]
    [InlineData(true, true, "A quiet day")]
    public async Task Render_NothingThatDay_SaysWhyAndNoZeroes(bool follows, bool decided, string title)
    {
        var days = new FakeDays { FollowingSince = follows ? PageData.Now.AddDays(-2) : null, FirstDay = decided ? Today.AddDays(-2) : null };
        await using var harness = Pages.Harness(new FakeData(), days: days);
        await harness.RenderAsync<DayPage>();

        Assert.Contains(title, harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("$0.00", harness.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_CannotBeRead_SaysSo()
    {
        await using var harness = Pages.Harness(new FakeData(), days: new FakeDays { Failure = new InvalidOperationException("secret") });
        await harness.RenderAsync<DayPage>();

        Assert.NotNull(harness.Document.QuerySelector("[role=alert]"));
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
    }
}
