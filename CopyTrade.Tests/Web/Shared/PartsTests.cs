using CopyTrade.Tests.Fixtures;
using CopyTrade.Web.Shared;
using Microsoft.AspNetCore.Components;
using Radzen;

namespace CopyTrade.Tests.Web.Shared;

public sealed class PartsTests
{
    private static readonly RenderFragment Rows = builder => builder.AddMarkupContent(0, "<p id=\"rows\">rows</p>");
    private static readonly RenderFragment Nothing = builder => builder.AddMarkupContent(0, "<p id=\"nothing\">nothing yet</p>");

    [Theory]
    [InlineData(LoadState.Loading, "[role=status].skeleton")]
    [InlineData(LoadState.Ready, "#rows")]
    [InlineData(LoadState.Empty, "#nothing")]
    [InlineData(LoadState.Failed, "[role=alert]")]
    public async Task StatePanel_State_IsDrawnAlone(LoadState state, string drawn)
    {
        await using var page = new ComponentHarness(s => s.AddRadzenComponents());

        await page.RenderAsync<StatePanel>(p => (p["State"], p["What"], p["Error"], p["Empty"], p["ChildContent"]) = (state, "targets", "The database does not answer.", Nothing, Rows));

        Assert.Equal([drawn], new[] { ".skeleton", "#rows", "#nothing", "[role=alert]" }.Where(s => page.Document.QuerySelector(s) is not null).Select(s => s == ".skeleton" ? "[role=status].skeleton" : s));
        Assert.NotNull(page.Document.QuerySelector(drawn));
    }

    [Fact]
    public async Task StatePanel_FailedAndTriedAgain_SaysWhatFailedAndAsksThePage()
    {
        var retries = 0;
        await using var page = new ComponentHarness(s => s.AddRadzenComponents());
        await page.RenderAsync<StatePanel>(p => (p["State"], p["What"], p["Error"], p["Retry"]) = (LoadState.Failed, "targets", "The database does not answer.", EventCallback.Factory.Create(this, () => retries++)));

        await page.ClickAsync(".rz-button");

        Assert.Equal(1, retries);
        Assert.Contains("Could not load targets", page.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("The database does not answer.", page.Document.Body.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoneyText_Unknown_IsADashThatSaysSo()
    {
        await using var page = new ComponentHarness();

        await page.RenderAsync<MoneyText>(p => (p["Value"], p["Signed"]) = (null, true));

        var text = page.Document.QuerySelector("span")!;
        Assert.Equal(("—", "not known", "num is-none"), (text.TextContent, text.GetAttribute("title"), text.ClassName));
    }

    [Theory]
    [InlineData(5, "is-gain")]
    [InlineData(-5, "is-loss")]
    [InlineData(0, "num")]
    public async Task MoneyText_Signed_TakesItsTone(int amount, string tone)
    {
        await using var page = new ComponentHarness();

        await page.RenderAsync<MoneyText>(p => (p["Value"], p["Signed"]) = ((decimal?)amount, true));

        Assert.Equal(tone, page.Document.QuerySelector("span")!.ClassList[^1]);
    }

    [Fact]
    public async Task StateChip_EveryState_DiffersInWordAndGlyph()
    {
        var looks = new HashSet<string>();
        foreach (var state in Enum.GetValues<OrderState>())
        {
            await using var page = new ComponentHarness();
            await page.RenderAsync<StateChip>(p => p["State"] = state);
            var chip = page.Document.QuerySelector(".chip")!;
            Assert.Equal(state.ToString(), chip.TextContent.Trim(), ignoreCase: true);
            looks.Add(chip.QuerySelector("svg")!.InnerHtml);
        }

        Assert.Equal(Enum.GetValues<OrderState>().Length, looks.Count);
        Assert.DoesNotContain("", looks);
    }

    [Theory]
    [InlineData(null, "unknown", "—")]
    [InlineData(2.9, "live", "2.9 s")]
    [InlineData(3.0, "slow", "3.0 s")]
    [InlineData(15.0, "stale", "15 s")]
    public async Task FeedAge_Age_DecidesTheLevel(double? seconds, string level, string shown)
    {
        await using var page = new ComponentHarness();

        await page.RenderAsync<FeedAge>(p => p["Age"] = seconds is { } s ? TimeSpan.FromSeconds(s) : (TimeSpan?)null);

        var feed = page.Document.QuerySelector(".feed")!;
        Assert.Contains($"feed-{level}", feed.ClassList);
        Assert.Equal((shown, level), (feed.QuerySelector(".feed-age")!.TextContent, feed.QuerySelector(".feed-word")!.TextContent));
    }
}
