using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace CopyTrade.Tests.Web.Features.Ledger;

public sealed class PerformancePageTests
{
    private readonly FakePerformance _facts = new();

    [Fact]
    public async Task Render_NothingTraded_TeachesInsteadOfShowingZeros()
    {
        await using var harness = await RenderAsync();

        Assert.Contains("Nothing made or lost yet", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Null(harness.Document.QuerySelector(".kpi"));
    }

    [Fact]
    public async Task Render_TradesAndAnUnmarkedPosition_CountsItAndLeavesItOut()
    {
        _facts.Trade();
        await using var harness = await RenderAsync();

        Assert.Equal("+$2.00", Figure(harness, "Net profit"));
        Assert.Equal("+$1.00", Figure(harness, "Realised"));
        Assert.Equal("+$1.00", Figure(harness, "Open result now"));
        Assert.Contains("unmarked 1 of 2 positions", harness.Document.QuerySelector(".kpi[aria-label='Open result now']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("$0.10", Figure(harness, "Fees paid"));
        Assert.Contains("1 position has no known value", harness.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Quiet harbour", harness.Document.QuerySelector("[aria-label='Profit by group']")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Paper account", harness.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("+$2", harness.Document.QuerySelector(".perf-cal .perf-today b")!.TextContent);
    }

    [Fact]
    public async Task Render_NotCompared_ShowsADashAndWhyNotZero()
    {
        _facts.Trade();
        _facts.Residuals.Add(new(DateOnly.FromDateTime(PageData.Now.UtcDateTime), Usdc.Of(100m), null, null, null, null, "No wallet is connected.", PageData.Now));
        await using var harness = await RenderAsync();

        Assert.Equal("—", Figure(harness, "Left over"));
        Assert.Contains("No wallet is connected.", harness.Document.QuerySelector("[aria-label='Ledger against the venue']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NotReadable_SaysSoAndTriesAgain()
    {
        _facts.Failure = new InvalidOperationException("secret");
        await using var harness = await RenderAsync();
        Assert.Contains("Could not load your performance", harness.Document.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", harness.Html, StringComparison.Ordinal);
        _facts.Failure = null;
        _facts.Trade();

        await harness.ClickAsync("[role=alert] button");

        Assert.Equal("+$2.00", Figure(harness, "Net profit"));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("a,\"b\"", "\"a,\"\"b\"\"\"")]
    [InlineData("plain", "plain")]
    public void Csv_TextThatLooksLikeAFormula_IsNone(string text, string cell) => Assert.Equal(cell, CsvText.Of(text));

    private static string Figure(ComponentHarness harness, string label) => harness.Document.QuerySelector($".kpi[aria-label='{label}'] .kpi-value")!.TextContent.Trim();

    private async Task<ComponentHarness> RenderAsync()
    {
        var harness = Pages.Harness(new FakeData(), performance: _facts);
        await harness.RenderAsync<PerformancePage>();
        return harness;
    }
}
