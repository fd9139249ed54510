using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Trading;

namespace CopyTrade.Tests.Web.Features.Trading;

public sealed class PositionsPageTests
{
    [Fact]
    public async Task Render_OneWithoutABook_IsADashWithItsReasonAndLeftOut()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        await harness.RenderAsync<PositionsPage>();

        Assert.Contains("1 has no known value and is left out.", harness.Document.QuerySelector(".page-head p")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("the venue has no book", harness.Document.QuerySelector(".grid-positions")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("+14.69 shares", harness.Document.QuerySelector(".grid-positions")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ClosedTab_ShowsWhatWasRealised()
    {
        await using var harness = Pages.Harness(SampleDay.Create());
        harness.Navigation.NavigateTo("/positions?tab=closed");
        await harness.RenderAsync<PositionsPage>();

        Assert.Contains("+$4.20", harness.Document.QuerySelector(".grid-closed")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NothingHeld_SaysWhenSomethingWillBe()
    {
        await using var harness = Pages.Harness(new FakeData());
        await harness.RenderAsync<PositionsPage>();

        Assert.Contains("Nothing held", harness.Document.Body!.TextContent, StringComparison.Ordinal);
    }
}
