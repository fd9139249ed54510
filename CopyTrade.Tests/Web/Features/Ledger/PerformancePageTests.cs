using CopyTrade.Domain.Accounts;
using CopyTrade.Domain.Ledger;
using CopyTrade.Domain.Money;
using CopyTrade.Domain.Venue;
using CopyTrade.Tests.Fixtures;
using CopyTrade.Tests.Web.Features.Fakes;
using CopyTrade.Web.Features;
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
        Assert.Single(harness.Document.QuerySelectorAll(".perf-cal td b"));   // nothing is said of the days before the first trade
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
    public async Task Render_TradesMadeElsewhere_NamesThemApartFromWhatIsNotExplained()
    {
        _facts.Trade();
        _facts.Residuals.Add(new(DateOnly.FromDateTime(PageData.Now.UtcDateTime), Usdc.Of(100m), Usdc.Of(87.95m), Usdc.Of(-12.05m), 1, 20m, null, PageData.Now) { ElsewhereTrades = 3, ElsewhereCash = Usdc.Of(-12m), ElsewhereShares = 20m });
        await using var harness = await RenderAsync();

        var row = harness.Document.QuerySelector("[aria-label='Ledger against the venue'] tbody tr")!.TextContent.Replace("\u2060", "", StringComparison.Ordinal);
        Assert.Contains("of it −$12.00 traded elsewhere", row, StringComparison.Ordinal);
        Assert.Contains("20.00 of 20.00 shares traded elsewhere", row, StringComparison.Ordinal);
        Assert.Contains("3 trades of this wallet were not ordered here. Without them the cash differs by −$0.05", row, StringComparison.Ordinal);
        Assert.Contains("with 3 trades made elsewhere", harness.Document.QuerySelector(".kpi[aria-label='Left over']")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_RebatesOfNoMarket_AreNotATargets()
    {
        _facts.Trade();
        _facts.Rebate(1.5m);
        await using var harness = await RenderAsync();

        var table = harness.Document.QuerySelector("[aria-label='Profit by group']")!;
        Assert.Contains("+$1.50", table.QuerySelectorAll("tbody tr").Single(row => row.TextContent.Contains("Not attributable", StringComparison.Ordinal)).TextContent.Replace("\u2060", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("the rest is not attributable", harness.Document.QuerySelector(".perf-by")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_QuestionsOfOneEvent_SaysWhatTheyAreWorthTogether()
    {
        _facts.Trade();
        _facts.IsEvent = true;
        await using var harness = await RenderAsync();

        var panel = harness.Document.QuerySelector(".perf-events")!.TextContent;
        Assert.Contains("Exactly one question of such an event ends with yes", panel, StringComparison.Ordinal);
        // Five of the yes at 70 cents, and ten of its no at what that leaves over; five pairs are a dollar each.
        Assert.Contains("$6.50", panel, StringComparison.Ordinal);
        Assert.Contains("$5.00", panel, StringComparison.Ordinal);
        Assert.Contains("of an unknown number", panel, StringComparison.Ordinal);
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

    [Fact]
    public async Task Statements_DayWeekAndMatches_SayWhatTheyHold()
    {
        _facts.Trade();
        _facts.Fills.Add(new(
            Guid.NewGuid(), Guid.NewGuid(), PageData.Now.AddHours(-1), PageData.Now, "sell", "harbour", "=Quiet harbour", "0x" + new string('a', 64), "Rain, in Lisbon?", "Yes", "11", 5m, 0.7m, null, true, 3.5m, 1m, null));
        await using var harness = await RenderAsync("/performance?statement=week");

        var week = harness.Document.QuerySelector("[aria-label='Weekly statements'] tbody tr")!.TextContent;
        Assert.Contains("so far", week, StringComparison.Ordinal);
        Assert.Contains("+$2.00", week, StringComparison.Ordinal);
        Assert.Contains("window=week", harness.Document.QuerySelector(".perf-statements a.button")!.GetAttribute("href"), StringComparison.Ordinal);
        await using var matches = await RenderAsync("/performance?statement=fills");
        var match = matches.Document.QuerySelector("[aria-label='Confirmed matches'] tbody tr")!.TextContent;
        Assert.Contains("Rain, in Lisbon?", match, StringComparison.Ordinal);
        Assert.Contains("+$1.00", match, StringComparison.Ordinal);
        // A fee that nobody told is a dash, not nothing.
        Assert.Contains("—", match, StringComparison.Ordinal);
        Assert.Contains("'=Quiet harbour", StatementExport.Line(_facts.Fills[0]), StringComparison.Ordinal);
        Assert.Contains("\"Rain, in Lisbon?\"", StatementExport.Line(_facts.Fills[0]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Account_PaperBesideLive_ShowsOneOfThemAndNeverBoth()
    {
        var paper = new TenantRef(new(Guid.Parse("0a000000-0000-0000-0000-000000000009")), PageData.Tenant.Owner);
        _facts.Trade();
        _facts.Accounts.AddRange([new(PageData.Tenant, AccountMoney.Live, null, PageData.Now, null), new(paper, AccountMoney.Paper, Usdc.Of(1000m), PageData.Now, null)]);

        await using (var live = await RenderAsync())
        {
            Assert.Equal(PageData.Tenant, Assert.Single(_facts.Asked.Distinct()));
            Assert.Contains("Live account", live.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("LivePaper", live.Document.QuerySelector(".filters")!.TextContent.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        _facts.Asked.Clear();
        await using var practice = await RenderAsync("/performance?money=paper");

        Assert.Equal(paper, Assert.Single(_facts.Asked.Distinct()));
        Assert.Contains("Paper account", practice.Document.QuerySelector(".page-head")!.TextContent, StringComparison.Ordinal);
        Assert.Contains($"account={paper.Tenant}", practice.Document.QuerySelector(".page-head a[download]")!.GetAttribute("href"), StringComparison.Ordinal);
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

    private async Task<ComponentHarness> RenderAsync(string address = "/performance")
    {
        var harness = Pages.Harness(new FakeData(), performance: _facts);
        harness.Navigation.NavigateTo(address);
        await harness.RenderAsync<PerformancePage>();
        return harness;
    }
}
