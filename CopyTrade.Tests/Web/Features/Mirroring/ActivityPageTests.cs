using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Mirroring;

namespace CopyTrade.Tests.Web.Features.Mirroring;

public sealed class ActivityPageTests
{
    [Fact]
    public async Task LoadOlder_SecondPage_IsAppended()
    {
        await using var harness = Pages.Harness(SampleDay.Create(70));
        await harness.RenderAsync<ActivityListPage>();
        Assert.Equal("50 of 70", harness.Document.QuerySelector(".filters-end")!.TextContent.Trim());

        await harness.ClickAsync(".load-older button");

        Assert.Equal("70 of 70", harness.Document.QuerySelector(".filters-end")!.TextContent.Trim());
        Assert.Null(harness.Document.QuerySelector(".load-older"));
    }

    [Fact]
    public async Task Render_NothingSeen_TeachesWhatWillStandHere()
    {
        await using var harness = Pages.Harness(new FakeData());
        await harness.RenderAsync<ActivityListPage>();

        Assert.Contains("No trades seen yet", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_FilterThatNothingMatches_OffersEverything()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        harness.Navigation.NavigateTo("/activity?q=no+such+market");
        await harness.RenderAsync<ActivityListPage>();

        Assert.Contains("Nothing matches", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_QueryFails_OffersToTryAgainAndThenShowsTheRows()
    {
        var data = SampleDay.Create();
        data.Failure = new InvalidOperationException("no database");
        await using var harness = Pages.Harness(data);
        await harness.RenderAsync<ActivityListPage>();
        Assert.Contains("Could not load the activity", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        data.Failure = null;

        await harness.ClickAsync("[role=alert] button");

        Assert.NotEmpty(harness.Document.QuerySelectorAll(".grid-activity .cell-trade"));
    }

    [Fact]
    public async Task StoryPage_ForeignOrUnknownDecision_SaysThatThereIsNone()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        await harness.RenderAsync<StoryPage>(p => p["Decision"] = Guid.NewGuid());

        Assert.Contains("No such story", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }
}
